import { expect, test } from "vitest";
import type { Diagnosis } from "@/api/jobs";
import { tellRequirement } from "./words";

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

test("several are not searched for, nor is a class that is gone", () => {
  const classes = [cls("A"), cls("B")];
  const both = tellRequirement(requirement("classes_must_meet", { classes }), words);
  expect(both!.parameters["classes"]).toBe("A and B");
  expect(both!.search).toBeNull();
  const gone = requirement("class_has_one_place", { classes: [cls("C", null)] });
  expect(tellRequirement(gone, words)).toMatchObject({ search: null });
  expect(tellRequirement(gone, words)!.parameters["class"]).toBe("C");
});

test("a constraint that follows from the data is no row that could be relaxed", () => {
  const [own, derived] = ["row", null].map((constraint) =>
    tellRequirement(requirement("constraint_must_hold", { constraint }), words),
  );
  expect(own).toMatchObject({ remedy: "constraint_must_hold", list: "constraints" });
  expect(derived).toMatchObject({ remedy: "derived", list: "classes" });
});

test("what a newer service says is left out", () => {
  expect(tellRequirement(requirement("moons_align", {}), words)).toBeNull();
});
