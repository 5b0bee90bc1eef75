import type { components } from "@/api/schema";
import { hoursShown } from "@/lib/week/hours";

type Hour = components["schemas"]["Hour"];

export interface HoursMap {
  days: number[];
  hours: number[];
  /** Meetings in an hour of a day, before and after. */
  at: (day: number, hour: number) => { before: number; after: number };
  /** The largest change of any hour. */
  most: number;
}

/** How many meetings each hour of the week gains or loses, in one department or in all. */
export function hoursMap(cells: readonly Hour[], department: string | null): HoursMap {
  const sums = new Map<string, { before: number; after: number }>();
  for (const cell of cells) {
    if (department !== null && cell.department !== department) continue;
    const key = `${cell.day}-${cell.hour}`;
    const sum = sums.get(key) ?? { before: 0, after: 0 };
    sums.set(key, { before: sum.before + cell.before, after: sum.after + cell.after });
  }
  const changes = [...sums.values()].map(({ before, after }) => Math.abs(after - before));
  return {
    // Of all departments, so that the picture keeps its frame while one looks through them.
    ...hoursShown(cells),
    at: (day, hour) => sums.get(`${day}-${hour}`) ?? { before: 0, after: 0 },
    most: Math.max(1, ...changes),
  };
}
