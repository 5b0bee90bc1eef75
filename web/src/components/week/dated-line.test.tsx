import { expect, test } from "vitest";
import { textOf } from "@/components/rendered";
import type { DatedMeeting } from "./dated";
import { DatedLine } from "./dated-line";
import { MeetingPanel } from "./meeting-panel";
import { sampleChange as change, sampleMeeting } from "./samples";

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
  const meeting = sampleMeeting();
  const panel = (shown: DatedMeeting) =>
    textOf(<MeetingPanel meeting={shown} firstDay={null} onClose={() => {}} />);
  expect(panel({ ...meeting, change: moved })).toContain(MOVED);
  expect(panel(meeting)).not.toContain("Moved");
});
