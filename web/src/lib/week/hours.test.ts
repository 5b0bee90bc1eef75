import { expect, test } from "vitest";
import { hoursShown } from "./hours";

test("a picture has a working week, and every hour between the first and the last", () => {
  const found = hoursShown([
    { day: 0, hour: 9 },
    { day: 5, hour: 12 },
  ]);
  expect(found).toEqual({ days: [0, 1, 2, 3, 4, 5], hours: [9, 10, 11, 12] });
});

test("where nothing is there are no hours", () => {
  expect(hoursShown([])).toEqual({ days: [0, 1, 2, 3, 4], hours: [] });
});
