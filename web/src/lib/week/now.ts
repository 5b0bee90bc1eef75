import { positionOf } from "@/lib/week/weeks";

export interface Moment {
  /** ISO date on the institution's calendar. */
  date: string;
  /** Minute of that day on its clock. */
  minute: number;
}

/** An instant as the clock and calendar of a time zone show it. */
export function momentIn(timeZone: string, instant: Date): Moment {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-GB", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    })
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  );
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    minute: Number(parts.hour) * 60 + Number(parts.minute),
  };
}

export interface TermMoment {
  week: number;
  day: number;
  minute: number;
  /** Whether the term is on: its week exists. */
  inTerm: boolean;
}

/** Where a moment falls in a term; null for a term without dates. */
export function momentInTerm(
  moment: Moment,
  term: { first_day?: string | null; weeks: number },
): TermMoment | null {
  if (!term.first_day) return null;
  const { week, day } = positionOf(term.first_day, moment.date);
  return { week, day, minute: moment.minute, inTerm: week >= 0 && week < term.weeks };
}
