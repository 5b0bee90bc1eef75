import { expect, test } from "vitest";
import { hoursMap } from "./hours-map";

const CELLS = [
  { department: "a", day: 0, hour: 9, before: 4, after: 1 },
  { department: "b", day: 0, hour: 9, before: 1, after: 2 },
  { department: "b", day: 1, hour: 11, before: 0, after: 1 },
];

test("an hour's meetings are those of all departments together", () => {
  const map = hoursMap(CELLS, null);
  expect(map.at(0, 9)).toEqual({ before: 5, after: 3 });
  expect(map.most).toBe(2);
});

test("one department's map has the frame of the whole, and its own largest change", () => {
  const map = hoursMap(CELLS, "a");
  expect(map.hours).toEqual([9, 10, 11]);
  expect(map.at(1, 11)).toEqual({ before: 0, after: 0 });
  expect(map.most).toBe(3);
});
