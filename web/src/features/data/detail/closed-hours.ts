import { minuteOf, type MeetingTime } from "@/lib/week/meeting";

type Fault = "noDay" | "noTime" | "endFirst";

/** Days and two clock times as hours of every week of a term, or what is wrong with them. */
export function hoursOf(
  term: { weeks: number; days: number },
  days: ReadonlySet<number>,
  from: string,
  until: string,
): MeetingTime | { fault: Fault } {
  const [start, end] = [minuteOf(from), minuteOf(until)];
  if (days.size === 0) return { fault: "noDay" };
  if (start === null || end === null) return { fault: "noTime" };
  if (end <= start) return { fault: "endFirst" };
  return {
    weeks: "1".repeat(term.weeks),
    days: Array.from({ length: term.days }, (_, day) => (days.has(day) ? "1" : "0")).join(""),
    start_minute: start,
    length_minutes: end - start,
  };
}
