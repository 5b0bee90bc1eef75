import { expect, test } from "vitest";
import type { Diagnosis } from "@/api/jobs";
import { isPacking, tellRequirement } from "./words";

type Requirement = Diagnosis["requirements"][number];

function requirement(code: string, about: Partial<Requirement>): Requirement {
  return {
    code,
    kind: "",
    classes: [],
    rooms: [],
    people: [],
    course: null,
    constraint: null,
    parameters: {},
    ...about,
  };
}

const cls = (name: string, id: string | null = name) => ({
  id,
  name,
  course: null,
  department: null,
});

const words = {
  hidden: "a class elsewhere",
  kind: (kind: string) => `[${kind}]`,
  list: (names: string[]) => names.join(" and "),
};

test("a requirement names whom it is about, and leads to where that can be changed", () => {
  const rooms = [{ id: "r", name: "B1" }];
  const told = tellRequirement(
    requirement("rooms_are_closed", { rooms, parameters: { number: 1 } }),
    words,
  );
  expect(told).toMatchObject({ list: "rooms", search: "B1" });
  expect(told!.parameters).toMatchObject({ number: 1, rooms: "B1" });
});

test("several are not searched for, nor is a class that one may not see", () => {
  const classes = [cls("A"), cls("", null)];
  const both = tellRequirement(requirement("classes_must_meet", { classes }), words);
  expect(both!.parameters["classes"]).toBe("A and a class elsewhere");
  expect(both!.search).toBeNull();
  const hidden = requirement("class_has_one_place", { classes: [cls("", null)] });
  expect(tellRequirement(hidden, words)!.search).toBeNull();
});

test("what a newer service says is left out", () => {
  expect(tellRequirement(requirement("moons_align", {}), words)).toBeNull();
});

test("hours that suffice and do not fit are a matter of packing, unless something else binds", () => {
  const counted = [
    requirement("classes_must_meet", { parameters: { needed: 8 } }),
    requirement("rooms_hold_one_class", { parameters: { offered: 8 } }),
  ];
  expect(isPacking(counted)).toBe(true);
  expect(isPacking([...counted, requirement("constraint_must_hold", {})])).toBe(false);
  expect(isPacking([requirement("classes_must_meet", { parameters: { needed: 9 } })])).toBe(
    false,
  );
});
