"use client";
import { useTranslations } from "next-intl";
import {
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
} from "react";
import { cn } from "@/lib/cn";
import { useWidth } from "@/lib/use-width";
import { dayCount, layoutWeek } from "@/lib/week/layout";
import { clock, type Meeting, type MeetingTime } from "@/lib/week/meeting";
import { neighbour, type Direction, type Place } from "@/lib/week/neighbour";
import { slotKey, type Look } from "./look";
import { Slot } from "./slot";
import { useDays } from "./words";
import styles from "./week-grid.module.css";

interface WeekGridProps extends Look {
  meetings: Meeting[];
  /** The week shown, from 0; null for all at once. */
  week: number | null;
  /** Where the present day and minute are, if in the week shown. */
  now?: { day: number; minute: number } | null;
  /** Times for which there is to be room besides the meetings'. */
  besides?: readonly MeetingTime[];
  /** What lies over a day's classes, between the grid's first and last minute. */
  overlay?: (day: number, from: number, to: number) => ReactNode;
  className?: string;
}

/** Narrowest lane in which a class reads well, and the hours at the left, in pixels. */
const LANE = 100;
const GUTTER = 52;
/** Even a narrow day shows two classes side by side, rather than the number of them. */
const FEWEST_LANES = 2;

/** Minutes within which the present time takes the place of an hour's label. */
const NEAR = 15;

const ARROWS: Record<string, Direction> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

/** A week as a grid: days across, time down, classes that overlap side by side. */
export function WeekGrid(props: WeekGridProps) {
  const { meetings, week, now, besides, overlay, className, ...look } = props;
  const t = useTranslations("week");
  const days = useDays(look.firstDay);
  const root = useRef<HTMLDivElement>(null);
  const [focus, setFocus] = useState<Place | null>(null);
  const [only, setOnly] = useState<number | null>(null);
  const width = useWidth(root);
  const shownDays = only === null ? dayCount([...meetings, ...(besides ?? [])]) : 1;
  const dayWidth = (width - GUTTER) / shownDays;
  const lanes = Math.max(FEWEST_LANES, Math.floor(dayWidth / LANE));
  const whole = useMemo(
    () => layoutWeek(meetings, week, lanes, besides),
    [meetings, week, lanes, besides],
  );
  const layout = useMemo(
    () => ({
      ...whole,
      days: whole.days.filter(({ day }) => only === null || day === only),
    }),
    [whole, only],
  );
  const isNarrow = width > 0 && dayWidth < LANE;
  const { from, to } = layout;
  const hours = (to - from) / 60;

  const first = { day: layout.days.findIndex((day) => day.blocks.length > 0), block: 0 };
  const tabbable = focus && layout.days[focus.day]?.blocks[focus.block] ? focus : first;

  const onKeyDown = (event: KeyboardEvent) => {
    // Keys in a bundle's list come through here too, though it stands elsewhere in the page.
    if (!root.current?.contains(event.target as Node)) return;
    if (event.key === "Escape") return look.onSelect(null);
    const direction = ARROWS[event.key];
    const target = direction && blockAt(direction);
    if (!target) return;
    event.preventDefault();
    target.focus();
  };
  const blockAt = (direction: Direction) => {
    const next = neighbour(layout.days, tabbable, direction);
    if (!next) return null;
    const { day, blocks } = layout.days[next.day]!;
    const key = CSS.escape(slotKey(day, blocks[next.block]!.meetings[0]!));
    return root.current?.querySelector<HTMLElement>(`[data-meeting="${key}"]`);
  };

  const line = now && now.minute >= from && now.minute <= to ? now : null;
  const lineTop = line ? { top: `${(100 * (line.minute - from)) / (to - from)}%` } : undefined;
  const isUnderLine = (minute: number) =>
    line !== null && Math.abs(line.minute - minute) < NEAR;

  return (
    <div
      ref={root}
      role="group"
      aria-label={`${t("grid")}. ${t("gridHint")}`}
      className={cn(
        styles.scroller,
        overlay && styles.covered,
        "rounded-lg border border-line bg-surface shadow-low",
        className,
      )}
      onKeyDown={onKeyDown}
    >
      <div
        className={styles.grid}
        style={
          {
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
              aria-current={now?.day === day ? "date" : undefined}
              title={only === day ? t("wholeWeek") : t("onlyDay", { day: days.name(day) })}
              onClick={() => setOnly(only === day ? null : day)}
              className={cn(
                "flex h-8 w-full items-center justify-center gap-1.5 rounded-sm text-sm font-medium hover:bg-hover",
                now?.day === day && "text-accent-ink",
              )}
            >
              {days.name(day, week === null && !isNarrow ? "long" : "short")}
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
                hidden={isUnderLine(from + index * 60)}
              >
                {clock(from + index * 60)}
              </span>
            ))}
            {line && (
              <span
                className="absolute right-0 -translate-y-1/2 rounded-l-sm bg-accent px-1.5 text-xs font-medium text-on-accent tabular-nums print:hidden"
                style={lineTop}
              >
                {clock(line.minute)}
              </span>
            )}
          </div>
        </div>
        {layout.days.map(({ day, blocks }, dayIndex) => (
          <section
            key={day}
            aria-label={days.name(day)}
            className={cn(styles.day, "border-r border-line last:border-r-0")}
          >
            {line?.day === day && (
              <div
                aria-hidden
                className="absolute inset-x-0 h-0.5 -translate-y-1/2 bg-accent print:hidden"
                style={lineTop}
              />
            )}
            <ul className="contents">
              {blocks.map((block, index) => (
                <Slot
                  key={block.meetings[0]!.class_id}
                  block={block}
                  day={day}
                  from={from}
                  to={to}
                  look={look}
                  tabbable={tabbable.day === dayIndex && tabbable.block === index}
                  onFocus={() => setFocus({ day: dayIndex, block: index })}
                />
              ))}
            </ul>
            {overlay?.(day, from, to)}
          </section>
        ))}
      </div>
    </div>
  );
}
