import { expect, test } from "vitest";
import type { Timetable } from "@/api/types";
import { radarRows } from "./dimensions";

function timetable(id: string, measures: Record<string, number>): Timetable {
  return { id, measures } as unknown as Timetable;
}

test("a radar has an axis for each dimension that some timetable has a score of", () => {
  const rows = radarRows([
    timetable("a", { score_spatial: 60, score_temporal: 50 }),
    timetable("b", { score_temporal: 70 }),
  ]);
  expect(rows).toEqual([
    { dimension: "temporal", scores: { a: 50, b: 70 } },
    { dimension: "spatial", scores: { a: 60 } },
  ]);
});

test("timetables made before there were scores have no radar", () => {
  expect(radarRows([timetable("a", { seat_fill: 0.5 })])).toEqual([]);
});
