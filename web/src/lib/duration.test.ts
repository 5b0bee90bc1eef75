import { expect, test } from "vitest";
import { splitDuration } from "./duration";

test.each([
  [0, 0, 0, 0],
  [59.6, 0, 1, 0],
  [200, 0, 3, 20],
  [599, 0, 9, 59],
  [629, 0, 10, 0],
  [3599, 1, 0, 0],
  [7500, 2, 5, 0],
])("%s seconds are told as %s h %s min %s s", (total, hours, minutes, seconds) => {
  expect(splitDuration(total)).toEqual({ hours, minutes, seconds });
});

test("a time that is over is told as nothing left", () => {
  expect(splitDuration(-3)).toEqual({ hours: 0, minutes: 0, seconds: 0 });
});
