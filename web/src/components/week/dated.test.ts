import { expect, test } from "vitest";
import type { OwnChange } from "@/api/types";
import { weekWith } from "./dated";
import { sampleChange as change, sampleMeeting as meeting } from "./samples";

const FIRST_DAY = "2026-11-09"; // a Monday
const { room } = meeting();
const days = (week: number, ...changes: OwnChange[]) =>
  weekWith([meeting()], [], changes, FIRST_DAY, week).map(
    ({ days, start_minute, change, isLeft }) =>
      [days, start_minute, (change?.kind ?? "") + (isLeft ? ", left" : "")] as const,
  );

test("a week without changes is the timetable's", () => {
  expect(days(0, change({}))).toEqual([["1010000", 540, ""]]);
});

test("a cancelled meeting stays on its day, marked, and the others as they are", () => {
  expect(days(1, change({}))).toEqual([
    ["0010000", 540, ""],
    ["1000000", 540, "cancelled"],
  ]);
});

test("a meeting moved to another week leaves a mark in the one and comes into the other", () => {
  const moved = change({ kind: "moved", new_date: "2026-11-24", start_minute: 600, room });
  expect(days(1, moved)).toEqual([
    ["0010000", 540, ""],
    ["1000000", 540, "moved, left"],
  ]);
  expect(days(2, moved)).toEqual([
    ["1010000", 540, ""],
    ["0100000", 600, "moved"],
  ]);
});

test("on the day that it moved from, a meeting stands where it was; within a day it just moves", () => {
  const other = {
    kind: "moved",
    start_minute: 600,
    room: { id: "r2", name: "Room 2" },
  } as const;
  const [, left, held] = weekWith(
    [meeting()],
    [],
    [change({ ...other, new_date: "2026-11-20" })],
    FIRST_DAY,
    1,
  );
  expect([left?.days, left?.room?.id, left?.isLeft]).toEqual(["1000000", "r1", true]);
  expect([held?.days, held?.room?.id, held?.isLeft]).toEqual(["0000100", "r2", undefined]);
  expect(new Set([left?.class_id, held?.class_id]).size).toBe(2);
  expect(days(1, change({ ...other, new_date: "2026-11-16" }))).toEqual([
    ["0010000", 540, ""],
    ["1000000", 600, "moved"],
  ]);
});

test("a change of a date on which the timetable has no such meeting any more changes nothing", () => {
  const moved = change({ kind: "moved", date: "2026-11-17", new_date: "2026-11-20", room });
  expect(days(1, moved)).toEqual([["1010000", 540, ""]]);
});

test("of a class that one teaches for another, only that date is shown", () => {
  const other = meeting({ class_id: "c2" });
  const substituted = change({
    cls: "c2",
    kind: "substituted",
    instructor: { id: "i", name: "Lecturer PHY-02" },
  });
  const shown = weekWith([], [other], [substituted], FIRST_DAY, 1);
  expect(shown.map((each) => [each.days, each.instructors[0]?.name])).toEqual([
    ["1000000", "Lecturer PHY-02"],
  ]);
  expect(weekWith([], [other], [substituted], FIRST_DAY, 2)).toEqual([]);
});
