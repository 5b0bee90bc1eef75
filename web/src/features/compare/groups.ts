import type { Timetable } from "@/api/types";

export interface Group {
  /** The job's id, or `others` for timetables that came from none. */
  key: string;
  createdAt: string;
  timetables: Timetable[];
}

/** Timetables by the job that they came from; newest job first, its best timetable first. */
export function groupByJob(timetables: readonly Timetable[]): Group[] {
  const groups = new Map<string, Group>();
  for (const timetable of timetables) {
    const key = timetable.job ?? "others";
    const group = groups.get(key) ?? { key, createdAt: timetable.created_at, timetables: [] };
    group.timetables.push(timetable);
    if (timetable.created_at > group.createdAt) group.createdAt = timetable.created_at;
    groups.set(key, group);
  }
  for (const group of groups.values()) {
    group.timetables.sort(
      (a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || a.name.localeCompare(b.name),
    );
  }
  return [...groups.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
}
