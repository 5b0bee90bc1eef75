import { expect, test } from "vitest";
import { namesOf } from "./finding-names";

test("a row is called and found by its name", () => {
  const finding = { entity: "class", name: "PHY-1", parameters: { kind: "SameStart" } };
  expect(namesOf(finding)).toEqual({ label: "PHY-1", search: "PHY-1" });
});

test("a constraint is called by its kind, and found by a class that it is about", () => {
  const finding = { entity: "constraint", name: "SameStart c1" };
  const pair = { ...finding, parameters: { kind: "SameStart", first: "A", second: "B" } };
  expect(namesOf(pair)).toEqual({ label: "SameStart", search: "A" });
  const many = { ...finding, parameters: { kind: "SameRoom", classes: ["C", "D"] } };
  expect(namesOf(many)).toEqual({ label: "SameRoom", search: "C" });
});

test("one of an older service, which does not say its kind, keeps its name", () => {
  const finding = { entity: "constraint", name: "SameStart c1", parameters: {} };
  expect(namesOf(finding)).toEqual({ label: "SameStart c1", search: "SameStart c1" });
});
