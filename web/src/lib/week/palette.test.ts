import { describe, expect, it } from "vitest";
import { assignColours } from "@/lib/week/palette";

const things = Array.from({ length: 30 }, (_, n) => ({ id: `id ${n}`, name: `course ${n}` }));

describe("assignColours", () => {
  it("gives twelve courses twelve colours", () => {
    expect(new Set(assignColours(things.slice(0, 12)).values()).size).toBe(12);
  });

  it("uses every colour as often as any other beyond twelve", () => {
    const uses = new Map<number, number>();
    for (const colour of assignColours(things.slice(0, 24)).values()) {
      uses.set(colour, (uses.get(colour) ?? 0) + 1);
    }
    expect([...uses.values()]).toEqual(Array(12).fill(2));
  });

  it("depends on the names, not on the ids, their order or number of mentions", () => {
    const once = assignColours(things);
    const anew = things.map(({ name }, n) => ({ id: `another ${97 - n}`, name }));
    const again = assignColours([...anew, ...anew].reverse());
    expect(anew.map(({ id }) => again.get(id))).toEqual(things.map(({ id }) => once.get(id)));
  });

  it("stays within the palette", () => {
    for (const colour of assignColours(things).values()) {
      expect(colour).toBeGreaterThanOrEqual(1);
      expect(colour).toBeLessThanOrEqual(12);
    }
  });
});
