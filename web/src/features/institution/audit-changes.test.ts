import { describe, expect, it } from "vitest";
import { fieldChanges, type ValueWords } from "./audit-changes";

const asTheyAre: ValueWords = () => null;
const entry = { object: "o-1", before: null, after: null, names: {} };

describe("what an entry of the record says", () => {
  it("a change shows each column that differs, before and after", () => {
    const before = { capacity: 40, version: 1, building_id: "b-1" };
    const after = { capacity: 45, version: 2, building_id: null };
    expect(fieldChanges({ ...entry, before, after }, asTheyAre)).toEqual([
      { field: "building", before: "b-1", after: null },
      { field: "capacity", before: "40", after: "45" },
    ]);
  });

  it("what was added has no before, and empty columns are left out", () => {
    const after = { name: "A-101", note: "", tags: [1, 2], id: "x" };
    expect(fieldChanges({ ...entry, after }, asTheyAre)).toEqual([
      { field: "name", before: null, after: "A-101" },
      { field: "tags", before: null, after: "[1,2]" },
    ]);
  });

  it("what a value names is called by its name, and a part does not name its own whole", () => {
    const after = { cls_id: "o-1", room_id: "r-1", start_minute: 540 };
    const words: ValueWords = (column, value) =>
      column === "start_minute" ? `minute ${String(value)}` : null;
    expect(fieldChanges({ ...entry, after, names: { "r-1": "A-101" } }, words)).toEqual([
      { field: "room", before: null, after: "A-101" },
      { field: "start", before: null, after: "minute 540" },
    ]);
  });
});
