import { expect, test } from "vitest";
import type { OwnChange } from "@/api/types";
import { textOf } from "@/components/rendered";
import type { DatedMeeting } from "./dated";
import { DatedLine } from "./dated-line";
import { MeetingPanel } from "./meeting-panel";

const change = (values: Partial<OwnChange>) =>
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

const moved = change({
  kind: "moved",
  new_date: "2026-11-20",
  start_minute: 600,
  room: { id: "r2", name: "Room 2" },
});
const MOVED = "Moved Mon, Nov 16 to Fri, Nov 20 10:00 Room 2";

test("a line says what is different on a date, and why", () => {
  expect(textOf(<DatedLine change={moved} />)).toBe(MOVED);
  expect(textOf(<DatedLine change={change({ reason: "A strike" })} />)).toBe(
    "Cancelled Mon, Nov 16 A strike",
  );
});

test("a line names who teaches instead, and whose meeting it is", () => {
  const other = change({
    kind: "substituted",
    instructor: { id: "i", name: "Lecturer PHY-02" },
  });
  expect(textOf(<DatedLine change={other}>Physics</DatedLine>)).toBe(
    "Other lecturer Physics Mon, Nov 16 by Lecturer PHY-02",
  );
});

test("the panel of a meeting says what changed on its date, and nothing where nothing did", () => {
  const meeting = {
    class_id: "c1",
    course: moved.course,
    part: "lecture",
    name: "PHY-1",
    weeks: "1",
    days: "1",
    start_minute: 540,
    length_minutes: 60,
    room: null,
    instructors: [],
    cohorts: [],
    students: 3,
    department: null,
  } as unknown as DatedMeeting;
  const panel = (shown: DatedMeeting) =>
    textOf(<MeetingPanel meeting={shown} firstDay={null} onClose={() => {}} />);
  expect(panel({ ...meeting, change: moved })).toContain(MOVED);
  expect(panel(meeting)).not.toContain("Moved");
});
