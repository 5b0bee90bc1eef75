import { dateOf, positions } from "@/lib/week/weeks";

/** The dates (ISO) from `today` on at which a class meets, in order. */
export function datesOf(
  meeting: { weeks: string; days: string },
  firstDay: string,
  today: string,
): string[] {
  return positions(meeting.weeks)
    .flatMap((week) =>
      positions(meeting.days).map((day) =>
        dateOf(firstDay, week, day).toISOString().slice(0, 10),
      ),
    )
    .filter((date) => date >= today);
}
