import { expect, test } from "vitest";
import { groupRows } from "./groups";

test("rows alike come together, where the first of them was", () => {
  const rows = ["b1", "a1", "b2", "c1", "a2"];
  expect(groupRows(rows, (row) => row.charAt(0))).toEqual([["b1", "b2"], ["a1", "a2"], ["c1"]]);
});
