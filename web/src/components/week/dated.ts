import type { OwnChange } from "@/api/types";
import type { Meeting } from "@/lib/week/meeting";
import { meetsInWeek, positionOf } from "@/lib/week/weeks";

/** A meeting as it is in one week, and the change of a date that made it so. */
export interface DatedMeeting extends Meeting {
  change?: OwnChange;
  /** It stands where it is not held: on the day that it moved away from. */
  isLeft?: boolean;
}

const bitAt = (length: number, position: number) =>
  Array.from({ length }, (_, index) => (index === position ? "1" : "0")).join("");

const without = (bits: string, position: number) =>
  `${bits.slice(0, position)}0${bits.slice(position + 1)}`;

/**
 * The meetings of one week with the changes of its dates: cancelled ones stay, marked; moved
 * ones are where they moved to, and leave a mark on another day that they moved from; what
 * others teach instead says so. `instead` are others' classes of which only the changed dates
 * count.
 */
export function weekWith(
  meetings: readonly Meeting[],
  instead: readonly Meeting[],
  changes: readonly OwnChange[],
  firstDay: string,
  week: number,
): DatedMeeting[] {
  let shown: DatedMeeting[] = [...meetings];
  const byClass = new Map([...instead, ...meetings].map((each) => [each.class_id, each]));
  for (const change of changes) {
    const meeting = byClass.get(change.cls);
    if (!meeting) continue;
    const from = positionOf(firstDay, change.date);
    // A later timetable may not have it on that date: then nothing is changed.
    if (!meetsInWeek(meeting.weeks, from.week) || meeting.days[from.day] !== "1") continue;
    const to = change.new_date ? positionOf(firstDay, change.new_date) : from;
    if (from.week === week) {
      shown = shown.flatMap((each) => {
        if (each.class_id !== change.cls || each.change) return [each];
        const rest = { ...each, days: without(each.days, from.day) };
        return rest.days.includes("1") ? [rest] : [];
      });
    }
    const once = (at: { week: number; day: number }) => ({
      ...meeting,
      class_id: `${meeting.class_id}@${change.date}`,
      days: bitAt(meeting.days.length, at.day),
      weeks: bitAt(meeting.weeks.length, at.week),
      change,
    });
    if (from.week === week && (to.week !== week || to.day !== from.day)) {
      const left = once(from);
      shown.push({ ...left, class_id: `${left.class_id}-left`, isLeft: true });
    }
    if (to.week === week) {
      shown.push({
        ...once(to),
        start_minute: change.start_minute ?? meeting.start_minute,
        length_minutes: change.length_minutes ?? meeting.length_minutes,
        room: change.kind === "moved" ? change.room : meeting.room,
        instructors: change.instructor ? [change.instructor] : meeting.instructors,
      });
    }
  }
  return shown;
}
