import { describe, expect, it } from "vitest";
import { fieldChanges } from "./audit-changes";

describe("what an entry of the record says", () => {
  it("a change shows each column that differs, before and after", () => {
    const before = { capacity: 40, version: 1, building_id: "b-1" };
    const after = { capacity: 45, version: 2, building_id: null };
    expect(fieldChanges({ before, after })).toEqual([
      { field: "building", before: "b-1", after: null },
      { field: "capacity", before: "40", after: "45" },
    ]);
  });

  it("what was added has no before, and empty columns are left out", () => {
    const after = { name: "A-101", note: "", tags: [1, 2], id: "x" };
    expect(fieldChanges({ before: null, after })).toEqual([
      { field: "name", before: null, after: "A-101" },
      { field: "tags", before: null, after: "[1,2]" },
    ]);
  });
});
