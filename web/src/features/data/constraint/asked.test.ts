import { expect, test } from "vitest";
import { constraintOf, type Asked, type Kind } from "./asked";

const pair = { name: "SameRoom", scope: "pair", message: "", parameters: [] } as Kind;
const set = {
  name: "MaxDayLoad",
  scope: "set",
  message: "",
  parameters: [{ name: "slots", unit: "minutes", minimum: 1 }],
} as Kind;
const two = [
  { id: "a", name: "A" },
  { id: "b", name: "B" },
];
const asked: Asked = {
  kind: "SameRoom",
  parameters: { slots: 60 },
  required: false,
  penalty: 3,
  members: two,
};

test("a constraint has its kind's parameters alone, and its classes in order", () => {
  expect(constraintOf(asked, pair)).toEqual({
    kind: "SameRoom",
    parameters: {},
    required: false,
    penalty: 3,
    class_ids: ["a", "b"],
  });
  expect(constraintOf({ ...asked, kind: "MaxDayLoad" }, set)).toMatchObject({
    kind: "MaxDayLoad",
    parameters: { slots: 60 },
  });
});

test("what must hold costs nothing", () => {
  expect(constraintOf({ ...asked, required: true, penalty: null }, pair)).toMatchObject({
    required: true,
    penalty: 0,
  });
});

test.each([
  ["noParameter", { parameters: {} }, set],
  ["noParameter", { parameters: { slots: 0 } }, set],
  ["noPenalty", { penalty: 0 }, pair],
  ["noPenalty", { penalty: null }, pair],
  ["noClass", { members: [] }, pair],
  ["oneClass", { members: two.slice(1) }, pair],
] as const)("what is missing is said: %s", (fault, wrong, kind) => {
  expect(constraintOf({ ...asked, ...wrong }, kind)).toEqual({ fault });
});

test("one class is enough for a rule of a set", () => {
  expect(constraintOf({ ...asked, members: two.slice(1) }, set)).not.toHaveProperty("fault");
});
