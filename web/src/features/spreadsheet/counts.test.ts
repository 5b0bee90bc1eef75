import { expect, it } from "vitest";
import { countsOf, firstKind } from "./counts";

const NONE = { added: 0, changed: 0, unchanged: 0, removed: 0, error: 0 };

it("adds the counts of all tables up", () => {
  const counts = countsOf([
    { ...NONE, table: 0, sheet: "rooms", added: 2, error: 1 },
    { ...NONE, table: 1, sheet: "students", added: 3 },
  ]);
  expect(counts).toEqual({ ...NONE, added: 5, error: 1 });
});

it("shows errors first, then what would change, and something even where nothing would", () => {
  expect(firstKind({ ...NONE, added: 5, error: 1 }, false)).toBe("error");
  expect(firstKind({ ...NONE, added: 5, changed: 1 }, false)).toBe("changed");
  expect(firstKind({ ...NONE, unchanged: 1 }, false)).toBe("unchanged");
  expect(firstKind({ ...NONE, added: 5, error: 1 }, true)).toBe("added");
  expect(firstKind(NONE, false)).toBe("added");
});
