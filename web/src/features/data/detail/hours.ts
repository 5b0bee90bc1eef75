import { minuteOf, type MeetingTime } from "@/lib/week/meeting";

/** Hours as people say them: days, two clock times, and weeks, which count from 1. */
export interface SaidHours {
  days: ReadonlySet<number>;
  from: string;
  until: string;
  firstWeek: string;
  lastWeek: string;
}

const MINUTES_OF_DAY = 24 * 60;

type Fault = "noDay" | "noTime" | "endFirst" | "noWeek";

/** What was said as hours of a term, or what is wrong with it. */
export function hoursOf(
  term: { weeks: number; days: number },
  { days, from, until, firstWeek, lastWeek }: SaidHours,
): MeetingTime | { fault: Fault } {
  const start = minuteOf(from);
  const end = until === "00:00" ? MINUTES_OF_DAY : minuteOf(until);
  const [first, last] = [Number(firstWeek), Number(lastWeek)];
  if (days.size === 0) return { fault: "noDay" };
  if (start === null || end === null) return { fault: "noTime" };
  if (end <= start) return { fault: "endFirst" };
  if (!(Number.isInteger(first) && Number.isInteger(last))) return { fault: "noWeek" };
  if (!(first >= 1 && first <= last && last <= term.weeks)) return { fault: "noWeek" };
  return {
    weeks: bits(term.weeks, (week) => week + 1 >= first && week + 1 <= last),
    days: bits(term.days, (day) => days.has(day)),
    start_minute: start,
    length_minutes: end - start,
  };
}

function bits(length: number, isSet: (index: number) => boolean): string {
  return Array.from({ length }, (_, index) => (isSet(index) ? "1" : "0")).join("");
}
