import { expect, test } from "vitest";
import { readyAt, secondsLeft } from "./budget";

const noon = new Date("2026-11-23T12:00:00Z");

test("a job is ready when its budget is over", () => {
  expect(readyAt(noon, 300).toISOString()).toBe("2026-11-23T12:05:00.000Z");
});

test("what is left of the budget falls with the clock and never below nothing", () => {
  expect(secondsLeft("2026-11-23T11:59:00Z", 300, noon)).toBe(240);
  expect(secondsLeft("2026-11-23T11:00:00Z", 300, noon)).toBe(0);
});
