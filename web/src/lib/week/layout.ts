import { endMinute, type MeetingTime } from "@/lib/week/meeting";
import { meetsInWeek, positions } from "@/lib/week/weeks";

/** Where a meeting stands in its day: `width` lanes from `lane` on, of `lanes` in all. */
export interface Block<T extends MeetingTime> {
  meeting: T;
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

function overlap(a: MeetingTime, b: MeetingTime): boolean {
  return a.start_minute < endMinute(b) && b.start_minute < endMinute(a);
}

/** Splits meetings, sorted by start, into groups that touch no other group in time. */
function clusters<T extends MeetingTime>(sorted: T[]): T[][] {
  const found: T[][] = [];
  let end = -Infinity;
  for (const meeting of sorted) {
    if (meeting.start_minute >= end) found.push([]);
    found.at(-1)!.push(meeting);
    end = Math.max(end, endMinute(meeting));
  }
  return found;
}

/**
 * Puts the meetings of a cluster side by side: each into the first free lane, then as wide
 * as the lanes to its right are free while it lasts. Colouring an interval graph in order of
 * start needs no more lanes than meetings that run at once.
 */
function placeCluster<T extends MeetingTime>(cluster: T[]): Block<T>[] {
  const lanes: T[][] = [];
  const placed = cluster.map((meeting) => {
    let lane = lanes.findIndex((taken) => endMinute(taken.at(-1)!) <= meeting.start_minute);
    if (lane < 0) lane = lanes.push([]) - 1;
    lanes[lane]!.push(meeting);
    return { meeting, lane };
  });
  return placed.map(({ meeting, lane }) => {
    let end = lane + 1;
    while (end < lanes.length && !lanes[end]!.some((other) => overlap(meeting, other)))
      end += 1;
    return { meeting, lane, width: end - lane, lanes: lanes.length };
  });
}

/** Lanes of one day's meetings. Longer meetings go left of shorter ones that start with them. */
export function layoutDay<T extends MeetingTime>(day: number, meetings: T[]): DayLayout<T> {
  const sorted = [...meetings].sort(
    (a, b) => a.start_minute - b.start_minute || b.length_minutes - a.length_minutes,
  );
  const blocks = clusters(sorted).flatMap(placeCluster);
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
    ),
  );
  return { days, ...timeSpan(meetings), count: chosen.length };
}
