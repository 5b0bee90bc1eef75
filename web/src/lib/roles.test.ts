import { expect, test } from "vitest";
import { homePath, seesEverything } from "./roles";

test.each([
  ["registrar", "t1", "/terms/t1"],
  ["coordinator", undefined, "/terms"],
  ["instructor", "t1", "/my-week"],
  ["student", "t1", "/my-week"],
  ["platform_admin", "t1", "/platform"],
  [undefined, undefined, "/welcome"],
])("%s with term %s begins at %s", (role, term, path) => {
  expect(homePath(role, term)).toBe(path);
});

test("a timetable is taken away whole only by those who see every class", () => {
  expect(seesEverything("registrar")).toBe(true);
  for (const role of ["department_head", "coordinator", "student", undefined])
    expect(seesEverything(role)).toBe(false);
});
