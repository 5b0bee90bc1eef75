import { describe, expect, it } from "vitest";
import { assignColours } from "@/lib/week/palette";

const keys = Array.from({ length: 30 }, (_, index) => `course ${index}`);

describe("assignColours", () => {
  it("gives twelve keys twelve colours", () => {
    expect(new Set(assignColours(keys.slice(0, 12)).values()).size).toBe(12);
  });

  it("uses every colour as often as any other beyond twelve", () => {
    const uses = new Map<number, number>();
    for (const colour of assignColours(keys.slice(0, 24)).values()) {
      uses.set(colour, (uses.get(colour) ?? 0) + 1);
    }
    expect([...uses.values()]).toEqual(Array(12).fill(2));
  });

  it("depends on the keys, not on their order or number of mentions", () => {
    const once = assignColours(["a", "b", "c"]);
    expect(assignColours(["c", "a", "b", "a"])).toEqual(once);
  });

  it("stays within the palette", () => {
    for (const colour of assignColours(keys).values()) {
      expect(colour).toBeGreaterThanOrEqual(1);
      expect(colour).toBeLessThanOrEqual(12);
    }
  });
});
