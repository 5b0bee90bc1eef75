import { expect, test } from "vitest";
import { roomHours } from "./use";

test("rooms in use are shares of all, over every hour between the first and the last", () => {
  const found = roomHours({
    rooms: 10,
    hours: [
      { day: 0, hour: 9, rooms: 5 },
      { day: 2, hour: 12, rooms: 8 },
    ],
  });
  expect(found.days).toEqual([0, 1, 2, 3, 4]);
  expect(found.hours).toEqual([9, 10, 11, 12]);
  expect([found.shareAt(2, 12), found.shareAt(1, 9)]).toEqual([0.8, 0]);
  expect(found.busiest).toEqual({ day: 2, hour: 12, share: 0.8 });
  expect(found.mean).toBeCloseTo(0.65);
});

test("where nothing is placed there is no busiest hour, and no room is no division by none", () => {
  const found = roomHours({ rooms: 0, hours: [] });
  expect(found.hours).toEqual([]);
  expect(found.busiest).toBeNull();
  expect(found.mean).toBe(0);
});
