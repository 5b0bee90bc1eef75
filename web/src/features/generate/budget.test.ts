import { expect, test } from "vitest";
import { parseDuration, presets, readyAt, secondsLeft, writeDuration } from "./budget";

const noon = new Date("2026-11-23T12:00:00Z");

test("a job is ready when its budget is over", () => {
  expect(readyAt(noon, 300).toISOString()).toBe("2026-11-23T12:05:00.000Z");
});

test("what is left of the budget falls with the clock and never below nothing", () => {
  expect(secondsLeft("2026-11-23T11:59:00Z", 300, noon)).toBe(240);
  expect(secondsLeft("2026-11-23T11:00:00Z", 300, noon)).toBe(0);
});

test.each([
  ["90 s", 90],
  ["90s", 90],
  ["10 min", 600],
  ["2 h", 7200],
  ["1,5 hours", 5400],
  ["1 h 30 min", 5400],
  ["1:30", 5400],
  ["2 Minutes 5 sec", 125],
  [" 15 ", 900],
])("%s is read as a span of time", (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each(["", "soon", "10 parsecs", "h", "1:75", "-5 min", "5 min later"])(
  "%s is no span of time",
  (text) => {
    expect(parseDuration(text)).toBeNull();
  },
);

test.each([5, 30, 125, 615, 5400, 43_200])(
  "%d seconds are read as they are written",
  (each) => {
    expect(parseDuration(writeDuration(each))).toBe(each);
  },
);

test("only what the API takes is on offer", () => {
  expect(presets({ least: 60, most: 1000 })).toEqual([60, 300, 900]);
});
