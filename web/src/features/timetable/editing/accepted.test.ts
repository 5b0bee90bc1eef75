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
    reason("time_not_offered", ["a"], { because: "instructor" }),
    reason("time_not_offered", ["a"], { because: "pinned" }),
    reason("time_not_offered", ["a"], { because: "length" }),
    reason("time_not_offered", ["a"], { because: "" }),
    reason("room_not_offered", ["a"], { because: "seats" }),
    reason("room_not_offered", ["b"], { because: "room_needed" }),
    reason("room_not_offered", ["c"], { because: "no_room" }),
  ];
  expect(acceptedKeys(reasons)).toEqual([
    "instructor_away:a",
    "off_its_pin:a",
    "length_not_offered:a",
    "time_not_offered:a",
    "room_not_offered:a",
    "room_too_small:a",
    "room_missing:b",
    "room_not_offered:c",
  ]);
});

test("what only the engine sees, or has no name, is not accepted unseen", () => {
  expect(acceptedKeys([reason("constraint_set", ["a", "b"])])).toEqual([]);
  expect(acceptedKeys([reason("room_double_booked", ["a", null])])).toEqual([]);
});
