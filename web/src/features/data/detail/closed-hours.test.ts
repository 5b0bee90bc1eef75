import { expect, test } from "vitest";
import { hoursOf } from "./closed-hours";

const term = { weeks: 3, days: 5 };

test("closed hours are those of every week of the term", () => {
  expect(hoursOf(term, new Set([1, 3]), "08:30", "10:00")).toEqual({
    weeks: "111",
    days: "01010",
    start_minute: 510,
    length_minutes: 90,
  });
});

test("hours need a day, two times, and to end after they begin", () => {
  expect(hoursOf(term, new Set(), "08:00", "09:00")).toEqual({ fault: "noDay" });
  expect(hoursOf(term, new Set([0]), "", "09:00")).toEqual({ fault: "noTime" });
  expect(hoursOf(term, new Set([0]), "09:00", "09:00")).toEqual({ fault: "endFirst" });
});
