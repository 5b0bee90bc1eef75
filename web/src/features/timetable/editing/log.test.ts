import { expect, test } from "vitest";
import type { Edit } from "@/api/types";
import { changedClasses, foreignEdits } from "./log";

function edit(number: number, cls: string, from: number, to: number, by = "a"): Edit {
  const place = (start_minute: number) => ({
    weeks: "1",
    days: "10000",
    start_minute,
    length_minutes: 50,
    room: null,
  });
  return {
    id: `e${number}`,
    number,
    cls,
    before: place(from),
    after: place(to),
    by: { id: by, name: by },
  } as Edit;
}

test("a class that was moved and taken back is not changed", () => {
  const edits = [edit(1, "x", 480, 600), edit(2, "y", 480, 600), edit(3, "x", 600, 480)];
  expect([...changedClasses(edits)]).toEqual(["y"]);
});

test("others' edits come by who made them, without one's own and what was seen", () => {
  const edits = [
    edit(1, "x", 0, 1),
    edit(2, "x", 1, 2, "b"),
    edit(3, "y", 1, 2, "c"),
    edit(4, "z", 1, 2, "b"),
    edit(5, "x", 2, 3),
  ];
  const found = foreignEdits(edits, 1, new Set(["e5"]));
  expect(found.map((group) => group.map(({ number }) => number))).toEqual([[2, 4], [3]]);
});
