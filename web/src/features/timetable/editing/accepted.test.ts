import { expect, test } from "vitest";
import type { Reason } from "@/api/types";
import { acceptedKeys } from "./accepted";

function reason(code: string, ids: (string | null)[], parameters = {}): Reason {
  const classes = ids.map((id) => ({ id, name: "", course: null, department: null }));
  const rest = { hard: 1, cost: 0, component: "", kind: "", room: null, people: [] };
  return { code, classes, parameters, ...rest } as Reason;
}

test("a clash is accepted by its classes in order, whichever is named first", () => {
  expect(acceptedKeys([reason("room_double_booked", ["b", "a"])])).toEqual(["room_clash:a:b"]);
});

test("what is told of one class is accepted of it", () => {
  const reasons = [
    reason("time_not_offered", ["a"], { because: "" }),
    reason("room_not_offered", ["a"], { because: "seats" }),
    reason("room_not_offered", ["b"], { because: "room_needed" }),
    reason("room_not_offered", ["c"], { because: "no_room" }),
  ];
  expect(acceptedKeys(reasons)).toEqual([
    "time_not_offered:a",
    "room_not_offered:a",
    "room_too_small:a",
    "room_missing:b",
    "room_not_offered:c",
  ]);
});

test.each([
  ["pinned", "off_its_pin:a"],
  ["instructor", "instructor_away:a"],
  ["length", "length_not_offered:a"],
])(
  "a time that is not offered for a reason (%s) is accepted as one that is not",
  (because, key) => {
    expect(acceptedKeys([reason("time_not_offered", ["a"], { because })])).toEqual([
      key,
      "time_not_offered:a",
    ]);
  },
);

test("what only the engine sees, or has no name, is not accepted unseen", () => {
  expect(acceptedKeys([reason("constraint_set", ["a", "b"])])).toEqual([]);
  expect(acceptedKeys([reason("room_double_booked", ["a", null])])).toEqual([]);
});
