"use client";
import { Repeat } from "lucide-react";
import type { CSSProperties } from "react";
import { cn } from "@/lib/cn";
import type { Block } from "@/lib/week/layout";
import { clockRange, endMinute, type Meeting } from "@/lib/week/meeting";
import { facets, type View } from "./view";
import { useMeetingWords } from "./words";
import styles from "./week-grid.module.css";

interface MeetingBlockProps {
  block: Block<Meeting>;
  day: number;
  from: number;
  to: number;
  colour: number;
  view: View;
  firstDay: string | null;
  selected: boolean;
  dimmed: boolean;
  tabbable: boolean;
  onSelect: () => void;
  onFocus: () => void;
}

const share = (part: number, whole: number) => `${(100 * part) / whole}%`;

/** One class in the grid; it shows as many lines as it has room for. */
export function MeetingBlock(props: MeetingBlockProps) {
  const { block, day, from, to, colour, view, firstDay } = props;
  const { meeting, lane, width, lanes } = block;
  const words = useMeetingWords(firstDay);
  const [first, second] = facets(meeting, view, words.room(meeting));
  const weeks = meeting.weeks.includes("0") ? words.weeks(meeting.weeks) : null;
  const time = clockRange(meeting);
  const name = meeting.course.name === words.title(meeting) ? null : meeting.course.name;
  return (
    <li
      className={styles.slot}
      style={{
        top: share(meeting.start_minute - from, to - from),
        height: share(endMinute(meeting) - meeting.start_minute, to - from),
        left: share(lane, lanes),
        width: share(width, lanes),
      }}
    >
      <button
        type="button"
        data-meeting={`${day}:${meeting.class_id}`}
        className={styles.block}
        style={
          {
            "--cat": `var(--color-cat-${colour})`,
            opacity: props.dimmed ? 0.3 : undefined,
          } as CSSProperties
        }
        tabIndex={props.tabbable ? 0 : -1}
        aria-pressed={props.selected}
        onClick={props.onSelect}
        onFocus={props.onFocus}
      >
        <span className={cn(styles.text, "text-xs")}>
          <span className="font-semibold text-ink">
            {words.title(meeting)}
            <span className={cn(styles.part, "font-normal")}> {words.part(meeting.part)}</span>
            {weeks && <Repeat aria-hidden className="ml-1 inline size-3" />}
          </span>
          <span className={cn(styles.name, "text-ink")}>{name}</span>
          <span className={styles.both}>{[first, second].filter(Boolean).join(" · ")}</span>
          <span className={styles.first}>{first}</span>
          <span className={styles.second}>{second}</span>
          <span className={cn(styles.time, "mt-auto tabular-nums")}>
            {time}
            {weeks && ` · ${weeks}`}
          </span>
        </span>
        <span className="sr-only">
          {[name, words.days.name(day), time, weeks].filter(Boolean).join(", ")}
        </span>
      </button>
    </li>
  );
}
