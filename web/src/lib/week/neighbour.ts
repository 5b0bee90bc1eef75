import type { Block, DayLayout } from "@/lib/week/layout";
import type { MeetingTime } from "@/lib/week/meeting";

export type Direction = "up" | "down" | "left" | "right";

/** A block of the grid: index of its day in the layout, index among the day's blocks. */
export interface Place {
  day: number;
  block: number;
}

/** The block of a day that is nearest in time to a minute; null for an empty day. */
function nearest<T extends MeetingTime>(day: DayLayout<T>, minute: number): number | null {
  let best: number | null = null;
  let least = Infinity;
  day.blocks.forEach(({ start, end }, index) => {
    const distance = Math.max(start - minute, minute - end, 0);
    const tie = Math.abs(start - minute) / 10_000;
    if (distance + tie < least) {
      least = distance + tie;
      best = index;
    }
  });
  return best;
}

/** The block that starts next after (`step` 1) or last before (-1) another; near lanes first. */
function nextInDay<T extends MeetingTime>(
  day: DayLayout<T>,
  current: Block<T>,
  step: 1 | -1,
): number | null {
  let best: number | null = null;
  let least = Infinity;
  day.blocks.forEach(({ start, lane }, index) => {
    const later = step * (start - current.start);
    const distance = later + Math.abs(lane - current.lane) / 1000;
    if (later > 0 && distance < least) {
      least = distance;
      best = index;
    }
  });
  return best;
}

/**
 * Where an arrow key leads: up and down to what starts before or after in the day, left and
 * right to the neighbour in the same hour, else to the nearest of the next day that has any.
 * Null at the edge.
 */
export function neighbour<T extends MeetingTime>(
  days: DayLayout<T>[],
  at: Place,
  direction: Direction,
): Place | null {
  const current = days[at.day]?.blocks[at.block];
  if (!current) return null;
  if (direction === "up" || direction === "down") {
    const block = nextInDay(days[at.day]!, current, direction === "up" ? -1 : 1);
    return block === null ? null : { day: at.day, block };
  }
  const step = direction === "left" ? -1 : 1;
  const beside = days[at.day]!.blocks.findIndex(
    ({ start, end, lane, width }) =>
      start < current.end &&
      current.start < end &&
      (step > 0 ? lane === current.lane + current.width : lane + width === current.lane),
  );
  if (beside >= 0) return { day: at.day, block: beside };
  for (let day = at.day + step; days[day]; day += step) {
    const block = nearest(days[day]!, current.start);
    if (block !== null) return { day, block };
  }
  return null;
}
