import { expect, test } from "vitest";
import { hoursOf, type SaidHours } from "./hours";

const term = { weeks: 3, days: 5 };
const said: SaidHours = {
  days: new Set([1, 3]),
  from: "08:30",
  until: "10:00",
  firstWeek: "2",
  lastWeek: "3",
};

test("hours are those of the chosen days, in the weeks from the first to the last", () => {
  expect(hoursOf(term, said)).toEqual({
    weeks: "011",
    days: "01010",
    start_minute: 510,
    length_minutes: 90,
  });
});

test("midnight ends a day", () => {
  expect(hoursOf(term, { ...said, from: "18:00", until: "00:00" })).toMatchObject({
    start_minute: 1080,
    length_minutes: 360,
  });
});

test.each([
  ["noDay", { days: new Set<number>() }],
  ["noTime", { from: "" }],
  ["endFirst", { until: "08:30" }],
  ["noWeek", { firstWeek: "0" }],
  ["noWeek", { lastWeek: "4" }],
  ["noWeek", { firstWeek: "3", lastWeek: "2" }],
  ["noWeek", { firstWeek: "1.5" }],
  ["noWeek", { lastWeek: "" }],
])("what does not make hours is said: %s", (fault, wrong) => {
  expect(hoursOf(term, { ...said, ...wrong })).toEqual({ fault });
});
