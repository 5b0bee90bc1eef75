import { expect, test } from "vitest";
import { minuteOf } from "./meeting";

test("a time is read as minutes", () => {
  expect([minuteOf("09:30"), minuteOf("14:05"), minuteOf("")]).toEqual([570, 845, null]);
});
