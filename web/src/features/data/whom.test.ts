import { expect, test } from "vitest";
import { firstNames, whomOf, type Member } from "./whom";

function member(course: string, ...instructors: string[]): Member {
  return {
    id: course,
    name: `${course}-Lec1`,
    course: { id: course, code: course, name: `About ${course}` },
    instructors: instructors.map((name) => ({ id: name, name })),
  };
}

test("classes of one course are told by it", () => {
  expect(whomOf([member("PHY", "A"), member("PHY", "A")])).toEqual({
    kind: "course",
    name: "PHY About PHY",
  });
});

test("classes of several courses with one lecturer are the lecturer's", () => {
  expect(whomOf([member("PHY", "A", "B"), member("MAT", "A")])).toEqual({
    kind: "instructor",
    name: "A",
  });
});

test("else the first few courses are named, each once", () => {
  const members = ["A", "B", "A", "C", "D", "E"].map((course) => member(course));
  expect(whomOf(members)).toEqual({ kind: "courses", names: ["A", "B", "C"], more: 2 });
});

test("a constraint without classes is about nobody", () => {
  expect(whomOf([])).toEqual({ kind: "nobody" });
});

test("of many names the first are said, and how many more there are", () => {
  expect(firstNames(["a", "b", "c", "d"])).toEqual({ names: ["a", "b", "c", "d"], more: 0 });
  expect(firstNames(["a", "b", "c", "d", "e"])).toEqual({ names: ["a", "b", "c"], more: 2 });
});
