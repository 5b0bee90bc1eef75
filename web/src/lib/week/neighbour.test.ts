import { describe, expect, it } from "vitest";
import { layoutWeek } from "@/lib/week/layout";
import { neighbour, type Direction } from "@/lib/week/neighbour";

function meeting(name: string, days: string, start: number, length = 60) {
  return { name, weeks: "1", days, start_minute: start, length_minutes: length };
}

const { days } = layoutWeek(
  [
    meeting("mon9", "10000", 540),
    meeting("mon9b", "10000", 540, 30),
    meeting("mon14", "10000", 840),
    meeting("wed13", "00100", 780),
    meeting("wed8", "00100", 480),
  ],
  null,
);

function go(from: string, direction: Direction): string | null {
  const day = days.findIndex(({ blocks }) => blocks.some((b) => b.meetings[0]!.name === from));
  const block = days[day]!.blocks.findIndex((b) => b.meetings[0]!.name === from);
  const place = neighbour(days, { day, block }, direction);
  return place && days[place.day]!.blocks[place.block]!.meetings[0]!.name;
}

describe("neighbour", () => {
  it("goes up and down to what starts before or after, and stops at the ends", () => {
    expect(go("mon9b", "down")).toBe("mon14");
    expect(go("mon9", "down")).toBe("mon14");
    expect(go("mon14", "up")).toBe("mon9");
    expect(go("mon9", "up")).toBeNull();
    expect(go("mon14", "down")).toBeNull();
  });

  it("goes first to the meeting beside it in the same hour", () => {
    expect(go("mon9", "right")).toBe("mon9b");
    expect(go("mon9b", "left")).toBe("mon9");
  });

  it("skips empty days and lands nearest in time", () => {
    expect(go("mon14", "right")).toBe("wed13");
    expect(go("wed8", "left")).toBe("mon9");
  });

  it("stops at the edge of the week", () => {
    expect(go("wed8", "right")).toBeNull();
  });
});
