import { endMinute, sameTime, type MeetingTime } from "@/lib/week/meeting";
import { meetsInWeek, positions } from "@/lib/week/weeks";

/** A time that a class may have, with what it would break and cost more than now. */
export interface Priced extends MeetingTime {
  hard: number;
  cost: number;
}

/** How a place is meant: where the class is, or better, alike, dearer, or broken. */
export type Grade = "here" | "better" | "same" | "dearer" | "breaks";

/** The beginning of a time on one day of the grid, and all the class's times that begin so. */
export interface Cell<S extends Priced> {
  key: string;
  day: number;
  start: number;
  /** Where the next cell of the day begins, or the class would end. */
  end: number;
  /** The best first. */
  spots: [S, ...S[]];
}

export const cellKey = (day: number, start: number) => `${day}-${start}`;

export function gradeOf(spot: Priced, now: MeetingTime | null): Grade {
  if (now && sameTime(spot, now)) return "here";
  if (spot.hard > 0) return "breaks";
  if (spot.hard < 0 || spot.cost < 0) return "better";
  return spot.cost === 0 ? "same" : "dearer";
}

/** The cells of a class's times, by day and then by start; only those of the chosen week. */
export function cellsOf<S extends Priced>(
  spots: readonly S[],
  week: number | null,
  now: MeetingTime | null,
): Cell<S>[] {
  const found = new Map<string, Cell<S>>();
  for (const spot of [...spots].sort((a, b) => rank(a, b, now))) {
    if (!meetsInWeek(spot.weeks, week)) continue;
    for (const day of positions(spot.days)) {
      const key = cellKey(day, spot.start_minute);
      const known = found.get(key);
      if (known) known.spots.push(spot);
      else
        found.set(key, {
          key,
          day,
          start: spot.start_minute,
          end: endMinute(spot),
          spots: [spot],
        });
    }
  }
  const cells = [...found.values()].sort((a, b) => a.day - b.day || a.start - b.start);
  cells.forEach((cell, index) => {
    const next = cells[index + 1];
    if (next?.day === cell.day) cell.end = Math.min(cell.end, next.start);
  });
  return cells;
}

/** Where it is now comes first, then what breaks least, then what costs least. */
function rank(a: Priced, b: Priced, now: MeetingTime | null): number {
  const here = (spot: Priced) => (now && sameTime(spot, now) ? 0 : 1);
  return here(a) - here(b) || a.hard - b.hard || a.cost - b.cost;
}

/** Where an arrow key leads from a cell: in the day, or to the nearest start of the next. */
export function nextCell<S extends Priced>(
  cells: readonly Cell<S>[],
  from: Cell<S>,
  direction: "up" | "down" | "left" | "right",
): Cell<S> | null {
  if (direction === "up" || direction === "down") {
    const index = cells.findIndex(({ key }) => key === from.key);
    const next = cells[index + (direction === "down" ? 1 : -1)];
    return next?.day === from.day ? next : null;
  }
  const step = direction === "right" ? 1 : -1;
  const days = [...new Set(cells.map(({ day }) => day))];
  const day = days[days.indexOf(from.day) + step];
  const there = cells.filter((cell) => cell.day === day);
  return there.reduce<Cell<S> | null>(
    (best, cell) =>
      !best || Math.abs(cell.start - from.start) < Math.abs(best.start - from.start)
        ? cell
        : best,
    null,
  );
}
