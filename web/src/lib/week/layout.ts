import { endMinute, type MeetingTime } from "@/lib/week/meeting";
import { meetsInWeek, positions } from "@/lib/week/weeks";

/**
 * Where a meeting stands in its day: `width` lanes from `lane` on, of `lanes` in all.
 * Several meetings share a block where there are too few lanes; it lasts as long as they all do.
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

function span<T extends MeetingTime>(meeting: T): Span<T> {
  return { meetings: [meeting], start: meeting.start_minute, end: endMinute(meeting) };
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

/** Meetings that run at once at the busiest moment of a span. */
function crowd<T extends MeetingTime>(cluster: Span<T>[], { start, end }: Span<T>): number {
  const at = cluster.map((item) => Math.max(item.start, start)).filter((time) => time < end);
  return Math.max(
    ...at.map((time) => cluster.filter((item) => item.start <= time && time < item.end).length),
  );
}

/** Joins meetings that start and end together, where more run at once than there are lanes. */
function joinTwins<T extends MeetingTime>(cluster: Span<T>[], most: number): Span<T>[] {
  if (cluster.length <= most) return cluster;
  const joined = new Map<string, Span<T>>();
  cluster.forEach((item, index) => {
    const isCrowded = crowd(cluster, item) > most;
    const key = isCrowded ? `${item.start}-${item.end}` : `alone-${index}`;
    const twin = joined.get(key);
    joined.set(key, twin ? { ...twin, meetings: [...twin.meetings, ...item.meetings] } : item);
  });
  return [...joined.values()];
}

/**
 * Spans, sorted by start, of which at most so many run at once. One too many joins, of those
 * that still run, the one with which it ends soonest.
 */
function joinOverflow<T extends MeetingTime>(cluster: Span<T>[], most: number): Span<T>[] {
  const joined: Span<T>[] = [];
  for (const item of cluster) {
    const running = joined.filter(({ end }) => end > item.start);
    if (running.length < most) {
      joined.push({ ...item });
      continue;
    }
    const host = running.reduce((a, b) => (b.end < a.end ? b : a));
    host.meetings = [...host.meetings, ...item.meetings];
    host.end = Math.max(host.end, item.end);
  }
  return joined;
}

/**
 * Lanes of one day's meetings. Longer meetings go left of shorter ones that start with them.
 * Where more run at once than `most`, some share a block: first those at exactly the same time.
 */
export function layoutDay<T extends MeetingTime>(
  day: number,
  meetings: T[],
  most = Infinity,
): DayLayout<T> {
  const sorted = [...meetings].sort(
    (a, b) => a.start_minute - b.start_minute || b.length_minutes - a.length_minutes,
  );
  const blocks = clusters(sorted.map(span)).flatMap((cluster) =>
    placeCluster(joinOverflow(joinTwins(cluster, most), most)),
  );
  return { day, blocks, lanes: Math.max(1, ...blocks.map((block) => block.lanes)) };
}

/** How many days a grid has: the first five always, later ones up to the last that is used. */
export function dayCount(meetings: MeetingTime[]): number {
  const last = meetings.map((meeting) => positions(meeting.days).at(-1) ?? 0);
  return Math.max(WORKING_DAYS, ...last.map((day) => day + 1));
}

/**
 * The grid of a week (`null`: of all weeks at once). The span and the days come from all
 * meetings, so that the grid holds still when another week is picked. At most `most` blocks
 * stand side by side. There is room for times `besides`, too.
 */
export function layoutWeek<T extends MeetingTime>(
  meetings: T[],
  week: number | null,
  most = Infinity,
  besides: readonly MeetingTime[] = [],
): WeekLayout<T> {
  const all = [...meetings, ...besides];
  const chosen = meetings.filter((meeting) => meetsInWeek(meeting.weeks, week));
  const days = Array.from({ length: dayCount(all) }, (_, day) =>
    layoutDay(
      day,
      chosen.filter((meeting) => meeting.days[day] === "1"),
      most,
    ),
  );
  return { days, ...timeSpan(all), count: chosen.length };
}
