import { endMinute, type MeetingTime } from "@/lib/week/meeting";
import { meetsInWeek, positions } from "@/lib/week/weeks";

/**
 * Where a meeting stands in its day: `width` lanes from `lane` on, of `lanes` in all.
 * Several meetings in one block run at exactly the same time.
 */
export interface Block<T extends MeetingTime> {
  meetings: T[];
  start: number;
  end: number;
  lane: number;
  width: number;
  lanes: number;
}

export interface DayLayout<T extends MeetingTime> {
  day: number;
  blocks: Block<T>[];
  /** Most meetings that stand side by side on this day; at least 1. */
  lanes: number;
}

export interface WeekLayout<T extends MeetingTime> {
  days: DayLayout<T>[];
  /** Whole hours, as minutes, around the earliest start and the latest end. */
  from: number;
  to: number;
  /** Meetings of the chosen week, counted once each. */
  count: number;
}

const HOUR = 60;
const WORKING_DAYS = 5;
const WORKING_DAY = { from: 9 * HOUR, to: 17 * HOUR };

/** Earliest to latest minute in use, in whole hours, and the working day in any case. */
export function timeSpan(meetings: MeetingTime[]): { from: number; to: number } {
  const from = Math.min(WORKING_DAY.from, ...meetings.map((meeting) => meeting.start_minute));
  const to = Math.max(WORKING_DAY.to, ...meetings.map(endMinute));
  return { from: Math.floor(from / HOUR) * HOUR, to: Math.ceil(to / HOUR) * HOUR };
}

type Span<T extends MeetingTime> = Pick<Block<T>, "meetings" | "start" | "end">;

function span<T extends MeetingTime>(meetings: T[]): Span<T> {
  const first = meetings[0]!;
  return { meetings, start: first.start_minute, end: endMinute(first) };
}

/** Splits spans, sorted by start, into groups that touch no other group in time. */
function clusters<T extends MeetingTime>(sorted: Span<T>[]): Span<T>[][] {
  const found: Span<T>[][] = [];
  let end = -Infinity;
  for (const item of sorted) {
    if (item.start >= end) found.push([]);
    found.at(-1)!.push(item);
    end = Math.max(end, item.end);
  }
  return found;
}

/**
 * Puts the spans of a cluster side by side: each into the first free lane, then as wide
 * as the lanes to its right are free while it lasts. Colouring an interval graph in order of
 * start needs no more lanes than spans that run at once.
 */
function placeCluster<T extends MeetingTime>(cluster: Span<T>[]): Block<T>[] {
  const lanes: Span<T>[][] = [];
  const placed = cluster.map((item) => {
    let lane = lanes.findIndex((taken) => taken.at(-1)!.end <= item.start);
    if (lane < 0) lane = lanes.push([]) - 1;
    lanes[lane]!.push(item);
    return { item, lane };
  });
  const isFree = (lane: Span<T>[], { start, end }: Span<T>) =>
    lane.every((other) => other.end <= start || end <= other.start);
  return placed.map(({ item, lane }) => {
    let end = lane + 1;
    while (end < lanes.length && isFree(lanes[end]!, item)) end += 1;
    return { ...item, lane, width: end - lane, lanes: lanes.length };
  });
}

/** More lanes than this are hard to read; meetings at the same time then share a block. */
const READABLE_LANES = 3;

/** Joins meetings that start and end together, where at least as many do as are readable. */
function bundle<T extends MeetingTime>(cluster: Span<T>[]): Span<T>[] {
  const together = new Map<string, T[]>();
  for (const { start, end, meetings } of cluster) {
    const key = `${start}-${end}`;
    together.set(key, [...(together.get(key) ?? []), ...meetings]);
  }
  return [...together.values()].flatMap((meetings) =>
    meetings.length >= READABLE_LANES
      ? [span(meetings)]
      : meetings.map((meeting) => span([meeting])),
  );
}

/**
 * Lanes of one day's meetings. Longer meetings go left of shorter ones that start with them.
 * With `bundles`, crowds of meetings at exactly the same time share one block.
 */
export function layoutDay<T extends MeetingTime>(
  day: number,
  meetings: T[],
  bundles = false,
): DayLayout<T> {
  const sorted = [...meetings].sort(
    (a, b) => a.start_minute - b.start_minute || b.length_minutes - a.length_minutes,
  );
  const blocks = clusters(sorted.map((meeting) => span([meeting]))).flatMap((cluster) => {
    const placed = placeCluster(cluster);
    const isCrowded = bundles && placed[0]!.lanes > READABLE_LANES;
    return isCrowded ? placeCluster(bundle(cluster)) : placed;
  });
  return { day, blocks, lanes: Math.max(1, ...blocks.map((block) => block.lanes)) };
}

/**
 * The grid of a week (`null`: of all weeks at once). The span and the days come from all
 * meetings, so that the grid holds still when another week is picked: the first five days
 * always, later ones up to the last that is used.
 */
export function layoutWeek<T extends MeetingTime>(
  meetings: T[],
  week: number | null,
  bundles = false,
): WeekLayout<T> {
  const chosen = meetings.filter((meeting) => meetsInWeek(meeting.weeks, week));
  const lastDay = Math.max(
    WORKING_DAYS - 1,
    ...meetings.map((meeting) => positions(meeting.days).at(-1) ?? 0),
  );
  const days = Array.from({ length: lastDay + 1 }, (_, day) =>
    layoutDay(
      day,
      chosen.filter((meeting) => meeting.days[day] === "1"),
      bundles,
    ),
  );
  return { days, ...timeSpan(meetings), count: chosen.length };
}
