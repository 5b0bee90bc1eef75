import type { Timetable } from "@/api/types";

export interface Group {
  /** The job's id, or `others` for timetables that came from none. */
  key: string;
  /** When that job was asked for; null for the others. */
  askedAt: string | null;
  timetables: Timetable[];
}

/** Timetables by the job that they came from; newest job first, its best timetable first. */
export function groupByJob(timetables: readonly Timetable[]): Group[] {
  const groups = new Map<string, Group>();
  for (const timetable of timetables) {
    const key = timetable.job ?? "others";
    const group = groups.get(key) ?? { key, askedAt: timetable.asked_at, timetables: [] };
    group.timetables.push(timetable);
    groups.set(key, group);
  }
  for (const group of groups.values()) {
    group.timetables.sort(
      (a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || a.name.localeCompare(b.name),
    );
  }
  return [...groups.values()].sort((a, b) => (b.askedAt ?? "").localeCompare(a.askedAt ?? ""));
}
