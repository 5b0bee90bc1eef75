import { describe, expect, it } from "vitest";
import { cellsOf, gradeOf, nextCell } from "@/lib/week/heat";

function spot(days: string, start: number, hard = 0, cost = 0, weeks = "11") {
  return { weeks, days, start_minute: start, length_minutes: 90, hard, cost };
}

const now = spot("10000", 540);

describe("gradeOf", () => {
  it.each([
    [spot("10000", 540, 0, 0), "here"],
    [spot("01000", 540, 1, -5), "breaks"],
    [spot("01000", 540, -1, 5), "better"],
    [spot("01000", 540, 0, -5), "better"],
    [spot("01000", 540, 0, 0), "same"],
    [spot("01000", 540, 0, 5), "dearer"],
  ])("%o is %s", (each, grade) => expect(gradeOf(each, now)).toBe(grade));
});

describe("cellsOf", () => {
  it("has a cell on each day of a time, which ends where the next begins", () => {
    const cells = cellsOf([spot("10100", 540), spot("10000", 600)], null, null);
    expect(cells.map(({ key, end }) => [key, end])).toEqual([
      ["0-540", 600],
      ["0-600", 690],
      ["2-540", 630],
    ]);
  });

  it("puts the best of several times with one beginning first, and the present one before", () => {
    const [cell] = cellsOf([spot("11000", 540, 0, 9), spot("10100", 540, 0, 2)], null, null);
    expect(cell!.spots.map(({ cost }) => cost)).toEqual([2, 9]);
    const here = cellsOf([spot("10100", 540, 0, -2), now], null, now)[0]!;
    expect(here.spots[0]).toBe(now);
  });

  it("leaves out what does not meet in the chosen week", () => {
    expect(cellsOf([spot("10000", 540, 0, 0, "01")], 0, null)).toEqual([]);
  });
});

describe("nextCell", () => {
  const cells = cellsOf(
    [spot("10000", 540), spot("10000", 600), spot("01000", 610), spot("00010", 700)],
    null,
    null,
  );
  const at = (key: string) => cells.find((cell) => cell.key === key)!;

  it("stays in the day up and down", () => {
    expect(nextCell(cells, at("0-540"), "down")).toBe(at("0-600"));
    expect(nextCell(cells, at("0-600"), "down")).toBeNull();
    expect(nextCell(cells, at("0-540"), "up")).toBeNull();
  });

  it("goes to the nearest start of the next day that has any", () => {
    expect(nextCell(cells, at("0-540"), "right")).toBe(at("1-610"));
    expect(nextCell(cells, at("1-610"), "right")).toBe(at("3-700"));
    expect(nextCell(cells, at("1-610"), "left")).toBe(at("0-600"));
    expect(nextCell(cells, at("0-540"), "left")).toBeNull();
  });
});
