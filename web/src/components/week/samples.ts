import type { OwnChange } from "@/api/types";
import type { Meeting } from "@/lib/week/meeting";

/** A lecture in its room on Mondays and Wednesdays at nine, for tests. */
export const sampleMeeting = (values: Partial<Meeting> = {}): Meeting => ({
  class_id: "c1",
  course: { id: "k", code: "PHY", name: "Physics" },
  part: "lecture",
  name: "PHY-1",
  weeks: "1111",
  days: "1010000",
  start_minute: 540,
  length_minutes: 60,
  room: { id: "r1", name: "Room 1" },
  instructors: [],
  cohorts: [],
  students: 3,
  department: null,
  time_pinned: false,
  room_pinned: false,
  ...values,
});

/** Its second Monday is cancelled, for tests. */
export const sampleChange = (values: Partial<OwnChange> = {}): OwnChange =>
  ({
    id: "x",
    cls: "c1",
    cls_name: "PHY-1",
    course: { id: "k", code: "PHY", name: "Physics" },
    date: "2026-11-16",
    kind: "cancelled",
    new_date: null,
    start_minute: null,
    length_minutes: null,
    room: null,
    instructor: null,
    reason: "",
    ...values,
  }) as OwnChange;
