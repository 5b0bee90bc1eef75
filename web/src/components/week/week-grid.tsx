"use client";
import { useTranslations } from "next-intl";
import { useMemo, useRef, useState, type CSSProperties, type KeyboardEvent } from "react";
import { cn } from "@/lib/cn";
import { layoutWeek } from "@/lib/week/layout";
import { clock, type Meeting } from "@/lib/week/meeting";
import { neighbour, type Direction, type Place } from "@/lib/week/neighbour";
import { MeetingBlock } from "./meeting-block";
import type { View } from "./view";
import { useDays } from "./words";
import styles from "./week-grid.module.css";

interface WeekGridProps {
  meetings: Meeting[];
  /** The week shown, from 0; null for all at once. */
  week: number | null;
  firstDay: string | null;
  view: View;
  colourOf: (meeting: Meeting) => number;
  /** Classes that are not meant at the moment, shown faintly. */
  isDimmed?: (meeting: Meeting) => boolean;
  selected: string | null;
  onSelect: (meeting: Meeting | null) => void;
  /** Where the present day and minute are, if in the week shown. */
  now?: { day: number; minute: number } | null;
  className?: string;
}

/** Narrowest lane in which a class can be read, and narrowest day, in pixels. */
const LANE = 78;
const DAY = 132;

const ARROWS: Record<string, Direction> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

/** A week as a grid: days across, time down, classes that overlap side by side. */
export function WeekGrid(props: WeekGridProps) {
  const { meetings, week, firstDay, now } = props;
  const t = useTranslations("week");
  const days = useDays(firstDay);
  const root = useRef<HTMLDivElement>(null);
  const [focus, setFocus] = useState<Place | null>(null);
  const [only, setOnly] = useState<number | null>(null);
  const whole = useMemo(() => layoutWeek(meetings, week), [meetings, week]);
  const layout = useMemo(
    () => ({
      ...whole,
      days: whole.days.filter(({ day }) => only === null || day === only),
    }),
    [whole, only],
  );
  const { from, to } = layout;
  const hours = (to - from) / 60;

  const first = { day: layout.days.findIndex((day) => day.blocks.length > 0), block: 0 };
  const tabbable = focus && layout.days[focus.day]?.blocks[focus.block] ? focus : first;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") return props.onSelect(null);
    const direction = ARROWS[event.key];
    const next = direction && neighbour(layout.days, tabbable, direction);
    if (!next) return;
    event.preventDefault();
    const { meeting } = layout.days[next.day]!.blocks[next.block]!;
    const key = CSS.escape(`${layout.days[next.day]!.day}:${meeting.class_id}`);
    root.current?.querySelector<HTMLElement>(`[data-meeting="${key}"]`)?.focus();
  };

  const columns = layout.days
    .map((day) => `minmax(${Math.max(DAY, day.lanes * LANE)}px, ${day.lanes > 3 ? 1.5 : 1}fr)`)
    .join(" ");

  return (
    <div
      ref={root}
      role="group"
      aria-label={`${t("grid")}. ${t("gridHint")}`}
      className={cn(
        styles.scroller,
        "rounded-lg border border-line bg-surface shadow-low",
        props.className,
      )}
      onKeyDown={onKeyDown}
    >
      <div
        className={styles.grid}
        style={
          {
            "--columns": columns,
            "--hours": hours,
            "--days": layout.days.length,
          } as CSSProperties
        }
      >
        <div className={cn(styles.head, styles.corner, "border-r border-b border-line")} />
        {layout.days.map(({ day }) => (
          <div
            key={day}
            className={cn(styles.head, "border-r border-b border-line p-1 last:border-r-0")}
          >
            <button
              type="button"
              aria-pressed={only === day}
              title={only === day ? t("wholeWeek") : t("onlyDay", { day: days.name(day) })}
              onClick={() => setOnly(only === day ? null : day)}
              className={cn(
                "flex h-8 w-full items-center justify-center gap-1.5 rounded-sm text-sm font-medium hover:bg-hover",
                now?.day === day && "text-accent-ink",
              )}
            >
              {days.name(day, week === null ? "long" : "short")}
              <span className="font-normal text-faint">{days.date(week, day)}</span>
            </button>
          </div>
        ))}
        <div aria-hidden className={cn(styles.gutter, "border-r border-line")}>
          <div className="relative h-full">
            {Array.from({ length: hours }, (_, index) => (
              <span
                key={index}
                className={cn(
                  styles.hour,
                  "bg-surface text-xs text-faint tabular-nums",
                  index === 0 && "translate-y-0.5!",
                )}
                style={{ top: `${(100 * index) / hours}%` }}
              >
                {clock(from + index * 60)}
              </span>
            ))}
          </div>
        </div>
        {layout.days.map(({ day, blocks }, dayIndex) => (
          <section
            key={day}
            aria-label={days.name(day)}
            className={cn(styles.day, "border-r border-line last:border-r-0")}
          >
            <ul className="contents">
              {blocks.map((block, index) => (
                <MeetingBlock
                  key={block.meeting.class_id}
                  block={block}
                  day={day}
                  from={from}
                  to={to}
                  colour={props.colourOf(block.meeting)}
                  view={props.view}
                  firstDay={firstDay}
                  selected={block.meeting.class_id === props.selected}
                  dimmed={props.isDimmed?.(block.meeting) ?? false}
                  tabbable={tabbable.day === dayIndex && tabbable.block === index}
                  onSelect={() => props.onSelect(block.meeting)}
                  onFocus={() => setFocus({ day: dayIndex, block: index })}
                />
              ))}
            </ul>
            {now?.day === day && now.minute >= from && now.minute <= to && (
              <div
                role="img"
                aria-label={t("now")}
                className="pointer-events-none absolute inset-x-0 z-1 h-0.5 bg-accent before:absolute before:-top-1 before:-left-1 before:size-2.5 before:rounded-full before:bg-accent print:hidden"
                style={{ top: `${(100 * (now.minute - from)) / (to - from)}%` }}
              />
            )}
          </section>
        ))}
      </div>
    </div>
  );
}
