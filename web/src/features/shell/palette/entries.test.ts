import { expect, test } from "vitest";
import { matches, pathOfThing, step } from "./entries";

test("a name is found by parts of its words, in any order and case", () => {
  expect(matches("Room B2-101", "b2 room")).toBe(true);
  expect(matches("Room B2-101", "b3")).toBe(false);
  expect(matches("Overview", "")).toBe(true);
});

test("a thing leads to its published week, and to its data where none is published", () => {
  const room = { id: "r", name: "Room B2 & 3" };
  expect(pathOfThing("t", "room", room, "p")).toBe("/terms/t/timetables/p?by=room&of=r");
  expect(pathOfThing("t", "room", room, null)).toBe(
    "/terms/t/data/rooms?search=Room%20B2%20%26%203&row=r",
  );
});

test("arrow keys go around the ends of the list", () => {
  expect([step(3, 2, 1), step(3, 0, -1), step(3, 0, 1), step(0, 0, 1)]).toEqual([0, 2, 1, 0]);
});
