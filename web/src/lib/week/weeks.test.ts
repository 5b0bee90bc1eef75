import { describe, expect, it } from "vitest";
import {
  dateOf,
  meetsInWeek,
  positionOf,
  positions,
  runs,
  weekPattern,
} from "@/lib/week/weeks";

describe("weeks", () => {
  it("reads the ones of a bit string from the first on", () => {
    expect(positions("1010000")).toEqual([0, 2]);
    expect(positions("000")).toEqual([]);
  });

  it("counts a class in every week when no week is chosen", () => {
    expect(meetsInWeek("0100", null)).toBe(true);
    expect(meetsInWeek("0100", 1)).toBe(true);
    expect(meetsInWeek("0100", 0)).toBe(false);
    expect(meetsInWeek("0100", 9)).toBe(false);
  });

  it("joins neighbours into runs", () => {
    expect(runs([0, 1, 2, 4, 6, 7])).toEqual([
      [0, 2],
      [4, 4],
      [6, 7],
    ]);
    expect(runs([])).toEqual([]);
  });

  it("names patterns as people do", () => {
    expect(weekPattern("1111")).toEqual({ kind: "all" });
    expect(weekPattern("10101")).toEqual({ kind: "odd" });
    expect(weekPattern("01010")).toEqual({ kind: "even" });
    expect(weekPattern("0000")).toEqual({ kind: "never" });
    expect(weekPattern("1110010")).toEqual({ kind: "some", count: 4, text: "1–3, 6" });
  });

  it("does not call the first of two weeks odd", () => {
    expect(weekPattern("10")).toEqual({ kind: "some", count: 1, text: "1" });
  });

  it("finds dates from the first day, over a change of the clocks", () => {
    expect(dateOf("2026-03-23", 0, 0).toISOString().slice(0, 10)).toBe("2026-03-23");
    expect(dateOf("2026-03-23", 1, 4).toISOString().slice(0, 10)).toBe("2026-04-03");
  });

  it("finds week and day of a date, before the term too", () => {
    expect(positionOf("2026-03-23", "2026-04-03")).toEqual({ week: 1, day: 4 });
    expect(positionOf("2026-03-23", "2026-03-22")).toEqual({ week: -1, day: 6 });
  });
});
