import { expect, test } from "vitest";
import type { ChangedClass } from "@/api/types";
import { withGroups } from "./groups";

function change(id: string, kind: string, course: string): ChangedClass {
  const place = { start_minute: id.charCodeAt(0) };
  return {
    id,
    kind,
    course: { id: course },
    before: kind === "new" ? null : place,
    after: kind === "cancelled" ? null : place,
  } as unknown as ChangedClass;
}

test("a class that is gone and one that is new of a course are another group", () => {
  const [first, second, ...more] = withGroups([
    change("a", "cancelled", "x"),
    change("b", "changed", "y"),
    change("c", "new", "x"),
  ]);
  expect(first).toMatchObject({ id: "b", kind: "changed" });
  expect(second).toMatchObject({ id: "c", before: { start_minute: 97 } });
  expect(more).toEqual([]);
});

test("where it is not clear which took whose place, each is told", () => {
  const changes = [
    change("a", "cancelled", "x"),
    change("b", "cancelled", "x"),
    change("c", "new", "x"),
    change("d", "new", "y"),
  ];
  expect(withGroups(changes)).toEqual(changes);
});
