"use client";
import { useTranslations } from "next-intl";
import type { CSSProperties, ReactNode } from "react";
import { cn } from "@/lib/cn";
import { layoutWeek } from "@/lib/week/layout";
import { clock, endMinute, type Meeting } from "@/lib/week/meeting";
import { OFF } from "./look";
import { facets, type View } from "./view";
import { useDays, useMeetingWords } from "./words";

interface DayListProps {
  meetings: Meeting[];
  week: number | null;
  firstDay: string | null;
  view: View;
  colourOf: (meeting: Meeting) => number;
  selected: string | null;
  onSelect: (meeting: Meeting) => void;
  /** Classes that are not held, struck out; and signs beside a class's title. */
  isOff?: (meeting: Meeting) => boolean;
  marksOf?: (meeting: Meeting) => ReactNode;
  now?: { day: number; minute: number } | null;
  /** A day that stands elsewhere on the page already. */
  without?: number;
  className?: string;
}

/** A week as a list, day after day: the grid's form on a phone. Days without classes are left out. */
export function DayList({
  meetings,
  week,
  firstDay,
  className,
  now,
  without,
  ...row
}: DayListProps) {
  const t = useTranslations("week");
  const days = useDays(firstDay);
  const used = layoutWeek(meetings, week).days.filter(
    ({ day, blocks }) => blocks.length > 0 && day !== without,
  );
  return (
    <div className={cn("flex flex-col gap-5", className)}>
      {used.map(({ day, blocks }) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h2
            id={`day-${day}`}
            className="mb-2 flex items-baseline gap-2 px-1 text-sm font-semibold"
          >
            {days.name(day)}
            <span className="font-normal text-faint">{days.date(week, day)}</span>
            {now?.day === day && (
              <span className="ml-auto text-xs font-medium text-accent-ink">{t("today")}</span>
            )}
          </h2>
          <ul className="flex flex-col gap-1.5">
            {blocks
              .flatMap(({ meetings: together }) => together)
              .map((meeting) => (
                <li key={meeting.class_id}>
                  <DayRow meeting={meeting} firstDay={firstDay} {...row} />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

type DayRowProps = Pick<
  DayListProps,
  "firstDay" | "view" | "colourOf" | "selected" | "onSelect" | "isOff" | "marksOf"
> & { meeting: Meeting };

/** One class of a day: its hours at the left, what and where beside them. */
export function DayRow({
  meeting,
  firstDay,
  view,
  colourOf,
  selected,
  onSelect,
  isOff,
  marksOf,
}: DayRowProps) {
  const words = useMeetingWords(firstDay);
  const weeks = meeting.weeks.includes("0") ? words.weeks(meeting.weeks) : null;
  return (
    <button
      type="button"
      aria-pressed={meeting.class_id === selected}
      onClick={() => onSelect(meeting)}
      style={{ "--cat": `var(--color-cat-${colourOf(meeting)})` } as CSSProperties}
      className="flex min-h-14 w-full items-stretch gap-3 overflow-hidden rounded-lg border border-line bg-surface py-2.5 pr-3 pl-3 text-left shadow-low transition-colors hover:bg-hover aria-pressed:border-(--cat)"
    >
      <span className="flex w-11 shrink-0 flex-col text-sm tabular-nums">
        <span className="font-medium">{clock(meeting.start_minute)}</span>
        <span className="text-faint">{clock(endMinute(meeting))}</span>
      </span>
      <span aria-hidden className="w-1 shrink-0 rounded-full bg-(--cat)" />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex flex-wrap items-center text-sm font-semibold">
          <span className={cn("truncate", isOff?.(meeting) && OFF)}>
            {meeting.course.name || words.title(meeting)}
          </span>
          {marksOf?.(meeting)}
        </span>
        <span className="truncate text-sm text-muted">
          {[
            meeting.course.code !== meeting.course.name && meeting.course.code,
            words.part(meeting.part),
            weeks,
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
        <span className="truncate text-sm text-muted">
          {facets(meeting, view, words.room(meeting)).join(" · ")}
        </span>
      </span>
    </button>
  );
}
