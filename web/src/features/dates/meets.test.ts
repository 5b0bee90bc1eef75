import { expect, test } from "vitest";
import { datesOf } from "./meets";

test("a class meets on the days of its weeks, of which those to come are offered", () => {
  const meeting = { weeks: "101", days: "1010000" };
  expect(datesOf(meeting, "2026-11-09", "2026-11-10")).toEqual([
    "2026-11-11",
    "2026-11-23",
    "2026-11-25",
  ]);
});
