import { expect, test } from "vitest";
import type { Job, Timetable } from "@/api/types";
import { bestRow, endedRows } from "./board";

const score = (hard: number, total: number) => ({ hard, total, components: { time: total } });
const job = {
  solves: [
    { id: "start", index: 0, timetable: null, score: score(2, 90) },
    { id: "one", index: 1, timetable: "t1", score: score(0, 70) },
    { id: "two", index: 2, timetable: null, score: null },
  ],
} as unknown as Job;
const timetable = { id: "t1", seconds: 5, score: score(1, 99) } as unknown as Timetable;

test("an ended job says what its solves came to, whatever became of the timetables", () => {
  const rows = endedRows(job, [timetable], { t1: [[0, 2, 90]] });
  expect(rows.map(({ hard, cost }) => [hard, cost])).toEqual([
    [2, 90],
    [0, 70],
    [null, null],
  ]);
  expect(rows[1]).toMatchObject({ seconds: 5, curve: [{ seconds: 0, hard: 2, cost: 90 }] });
  expect(bestRow(rows)?.id).toBe("one");
});
