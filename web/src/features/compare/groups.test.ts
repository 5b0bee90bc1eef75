import { expect, test } from "vitest";
import type { Timetable } from "@/api/types";
import { groupByJob } from "./groups";

function timetable(
  name: string,
  job: string | null,
  rank: number | null,
  asked_at: string | null,
): Timetable {
  return { name, job, rank, asked_at } as Timetable;
}

test("the newest generation comes first, and in it the best timetable", () => {
  const groups = groupByJob([
    timetable("by hand", null, null, null),
    timetable("old", "j1", 1, "2026-01-01"),
    timetable("second", "j2", 2, "2026-01-02"),
    timetable("first", "j2", 1, "2026-01-02"),
    timetable("unranked", "j2", null, "2026-01-02"),
  ]);
  expect(groups.map((group) => [group.key, group.timetables.map(({ name }) => name)])).toEqual([
    ["j2", ["first", "second", "unranked"]],
    ["j1", ["old"]],
    ["others", ["by hand"]],
  ]);
});
