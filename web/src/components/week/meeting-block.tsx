"use client";
import { Repeat } from "lucide-react";
import type { CSSProperties } from "react";
import { cn } from "@/lib/cn";
import { clockRange, type Meeting } from "@/lib/week/meeting";
import { OFF, slotKey, type Look } from "./look";
import { facets } from "./view";
import { useMeetingWords } from "./words";
import styles from "./week-grid.module.css";

interface MeetingBlockProps {
  meeting: Meeting;
  day: number;
  look: Look;
  tabbable: boolean;
}

/** One class in the grid; it shows as many lines as it has room for. */
export function MeetingBlock({ meeting, day, look, tabbable }: MeetingBlockProps) {
  const words = useMeetingWords(look.firstDay);
  const [first, second] = facets(meeting, look.view, words.room(meeting));
  const weeks = meeting.weeks.includes("0") ? words.weeks(meeting.weeks) : null;
  const time = clockRange(meeting);
  const title = words.title(meeting);
  const name = meeting.course.name === title ? null : meeting.course.name;
  const style = {
    "--cat": `var(--color-cat-${look.colourOf(meeting)})`,
    opacity: look.isDimmed?.(meeting) ? 0.3 : undefined,
  };
  return (
    <button
      type="button"
      data-meeting={slotKey(day, meeting)}
      className={styles.block}
      style={style as CSSProperties}
      tabIndex={tabbable ? 0 : -1}
      aria-pressed={meeting.class_id === look.selected}
      onClick={(event) => {
        // A click that the keyboard made counts none.
        if (event.detail === 0 && look.onPickUp) look.onPickUp(meeting);
        else look.onSelect(meeting);
      }}
      onPointerDown={look.onGrip && ((event) => look.onGrip?.(meeting, event))}
    >
      <span className={cn(styles.text, "text-xs")}>
        <span className="flex items-center text-ink">
          <span className={cn("truncate font-semibold", look.isOff?.(meeting) && OFF)}>
            {title}
            <span className={cn(styles.part, "font-normal")}> {words.part(meeting.part)}</span>
          </span>
          {weeks && <Repeat aria-hidden className="ml-1 size-3 shrink-0" />}
          {look.marksOf?.(meeting)}
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
  );
}
