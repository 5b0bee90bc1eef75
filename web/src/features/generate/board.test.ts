import { expect, test } from "vitest";
import type { Job, Timetable } from "@/api/types";
import { bestRow, endedRows } from "./board";

const job = {
  solves: [
    { id: "start", index: 0, timetable: null },
    { id: "one", index: 1, timetable: "t1" },
  ],
} as unknown as Job;
const timetable = {
  id: "t1",
  profile: "balanced",
  score: { hard: 0, total: 70, components: { time: 70 } },
} as unknown as Timetable;

test("the common start of a job that ended costs what its variants began with", () => {
  const rows = endedRows(job, [timetable], {
    t1: [
      [0, 2, 90],
      [5, 0, 70],
    ],
  });
  expect(rows.map(({ hard, cost }) => [hard, cost])).toEqual([
    [2, 90],
    [0, 70],
  ]);
  expect(bestRow(rows)?.id).toBe("one");
});

test("a start that was counted by other weights than its own says no cost", () => {
  const leaning = { ...timetable, profile: "faculty_first" } as Timetable;
  expect(endedRows(job, [leaning], { t1: [[0, 2, 90]] })[0]).toMatchObject({ cost: null });
});

test("where nothing is known of it, nothing is said", () => {
  expect(endedRows(job, [], {})[0]).toMatchObject({ hard: null, cost: null });
});
