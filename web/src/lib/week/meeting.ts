/** The part of a meeting that says when; times are minutes of the institution's day. */
export interface MeetingTime {
  weeks: string;
  days: string;
  start_minute: number;
  length_minutes: number;
}

export function endMinute(meeting: MeetingTime): number {
  return meeting.start_minute + meeting.length_minutes;
}

/** True for the same weeks, days, start and length. */
export function sameTime(a: MeetingTime, b: MeetingTime): boolean {
  return (
    a.weeks === b.weeks &&
    a.days === b.days &&
    a.start_minute === b.start_minute &&
    a.length_minutes === b.length_minutes
  );
}

/** A minute of the day as HH:MM; past midnight it counts on (25:30 is 01:30 next day). */
export function clock(minute: number): string {
  const pad = (value: number) => String(value).padStart(2, "0");
  return `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
}

/** "09:30" as minutes of the day; null for what is no time. */
export function minuteOf(text: string): number | null {
  const found = /^(\d{1,2}):(\d{2})$/.exec(text);
  return found ? Number(found[1]) * 60 + Number(found[2]) : null;
}

/** The times of a meeting: "09:00–10:30". */
export function clockRange(meeting: MeetingTime): string {
  return `${clock(meeting.start_minute)}–${clock(endMinute(meeting))}`;
}

export interface Named {
  id: string;
  name: string;
}

/** One placed class as people see it; the shape of the API's meeting. */
export interface Meeting extends MeetingTime {
  class_id: string;
  course: { id: string; code: string; name: string };
  part: string;
  name: string;
  room: Named | null;
  instructors: Named[];
  cohorts: Named[];
  students: number;
  department: Named | null;
  /** Fixed for every timetable of the term. */
  time_pinned: boolean;
  room_pinned: boolean;
}
