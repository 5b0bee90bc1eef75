import { expect, test } from "vitest";
import type { Timetable } from "@/api/types";
import { compare, countBest, standing } from "./measures";

function timetable(total: number, measures: Record<string, number>): Timetable {
  return { score: { total, hard: 0, components: {} }, measures } as unknown as Timetable;
}

test("the best of a row is the lowest, or the highest where more is better", () => {
  const rows = compare([
    timetable(10, { seat_fill: 0.5, student_days: 4 }),
    timetable(20, { seat_fill: 0.7, student_days: 3 }),
  ]);
  const best = Object.fromEntries(rows.map(({ row, best }) => [row.key, best]));
  expect(best).toMatchObject({ cost: 10, seat_fill: 0.7, student_days: 3 });
});

test("where all timetables are alike none is best", () => {
  const [hard] = compare([timetable(1, {}), timetable(2, {})]);
  expect(hard).toMatchObject({ row: { key: "hard" }, best: null });
});

test("a measure that does not apply to the term has no row", () => {
  expect(compare([timetable(1, {})]).map(({ row }) => row.key)).toEqual(["hard", "cost"]);
});

test("a measure that one timetable lacks is compared among the others", () => {
  const rows = compare([
    timetable(1, { peak_share: 0.3 }),
    timetable(2, {}),
    timetable(3, { peak_share: 0.2 }),
  ]);
  const peak = rows.find(({ row }) => row.key === "peak_share");
  expect(peak).toMatchObject({ values: [0.3, undefined, 0.2], best: 0.2, most: 0.3 });
});

test("a difference too small to matter makes none best", () => {
  const rows = compare([timetable(1000, {}), timetable(1001, {})]);
  expect(rows.find(({ row }) => row.key === "cost")).toMatchObject({ best: null });
});

test("how often each timetable is best is counted over the rows that differ", () => {
  const rows = compare([
    timetable(10, { student_days: 4, peak_share: 0.3 }),
    timetable(20, { student_days: 3, peak_share: 0.2 }),
  ]);
  expect(countBest(rows)).toEqual({ best: [1, 2], of: 3 });
});

test("a bar is as long as its value beside the row's largest, however near they are", () => {
  const [, cost] = compare([timetable(200, {}), timetable(190, {})]);
  expect(standing(cost!, 200)).toEqual({ isBest: false, behind: 10, share: 1 });
  expect(standing(cost!, 190)).toEqual({ isBest: true, behind: null, share: 0.95 });
});

test("how far one lies behind is the difference of what is shown", () => {
  const rows = compare([
    timetable(1, { instructor_penalty: 0.1551 }),
    timetable(1, { instructor_penalty: 0.2149 }),
  ]);
  const wishes = rows.find(({ row }) => row.key === "instructor_penalty")!;
  // Shown as 0.16 and 0.21: 0.06 would not be believed.
  expect(standing(wishes, 0.2149).behind).toBeCloseTo(0.05);
});

test("where all values are nothing there is no bar", () => {
  const [hard] = compare([timetable(1, {}), timetable(2, {})]);
  expect(standing(hard!, 0)).toEqual({ isBest: false, behind: null, share: null });
});
