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

test("where nothing is known of it, nothing is said", () => {
  expect(endedRows(job, [], {})[0]).toMatchObject({ hard: null, cost: null });
});
