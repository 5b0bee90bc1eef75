import { describe, expect, it } from "vitest";
import { layoutDay, layoutWeek, timeSpan } from "@/lib/week/layout";

function meeting(name: string, start: number, length: number, days = "1000000", weeks = "11") {
  return { name, weeks, days, start_minute: start, length_minutes: length };
}

function lanes(...meetings: ReturnType<typeof meeting>[]) {
  return Object.fromEntries(
    layoutDay(0, meetings).blocks.map(({ meetings: [only], lane, width, lanes }) => [
      only!.name,
      [lane, width, lanes],
    ]),
  );
}

describe("layoutDay", () => {
  it("gives a meeting that stands alone the whole width", () => {
    expect(lanes(meeting("a", 540, 60), meeting("b", 600, 60))).toEqual({
      a: [0, 1, 1],
      b: [0, 1, 1],
    });
  });

  it("puts meetings that overlap side by side, the longer one left", () => {
    expect(lanes(meeting("short", 540, 30), meeting("long", 540, 120))).toEqual({
      long: [0, 1, 2],
      short: [1, 1, 2],
    });
  });

  it("reuses a lane that has become free", () => {
    const placed = lanes(meeting("a", 540, 120), meeting("b", 540, 60), meeting("c", 600, 60));
    expect(placed.c).toEqual([1, 1, 2]);
  });

  it("widens a meeting over lanes that are free while it lasts", () => {
    const placed = lanes(
      meeting("a", 480, 120),
      meeting("b", 480, 60),
      meeting("c", 480, 60),
      meeting("d", 540, 60),
    );
    expect(placed.d).toEqual([1, 2, 3]);
  });

  it("never lets two meetings share time and lane, and uses no more lanes than needed", () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      meeting(`m${index}`, 480 + ((index * 37) % 600), 30 + ((index * 23) % 90)),
    );
    const { blocks, lanes: most } = layoutDay(0, many);
    expect(blocks).toHaveLength(60);
    const busiest = Math.max(
      ...many.map(
        ({ start_minute: at }) =>
          many.filter((m) => m.start_minute <= at && at < m.start_minute + m.length_minutes)
            .length,
      ),
    );
    expect(most).toBe(busiest);
    for (const a of blocks)
      for (const b of blocks) {
        const inTime = a.start < b.end && b.start < a.end;
        const inLanes = a.lane < b.lane + b.width && b.lane < a.lane + a.width;
        if (a !== b && inTime)
          expect(inLanes, `${a.meetings[0]!.name} ${b.meetings[0]!.name}`).toBe(false);
      }
  });
});

describe("layoutDay with few lanes", () => {
  const crowd = ["a", "b", "c", "d"].map((name) => meeting(name, 840, 50));
  const names = (meetings: ReturnType<typeof meeting>[], most: number) =>
    layoutDay(0, meetings, most).blocks.map((block) =>
      block.meetings.map(({ name }) => name).join(""),
    );

  it("joins a crowd at the same time into one block", () => {
    expect(names(crowd, 2)).toEqual(["abcd"]);
  });

  it("leaves meetings side by side where lanes suffice", () => {
    expect(names(crowd, 4)).toEqual(["a", "b", "c", "d"]);
    expect(names(crowd.slice(0, 2), 2)).toEqual(["a", "b"]);
  });

  it("keeps what runs longer than the crowd beside it", () => {
    const { blocks } = layoutDay(0, [...crowd, meeting("long", 840, 170)], 2);
    expect(blocks.map(({ meetings, lane, lanes }) => [meetings.length, lane, lanes])).toEqual([
      [1, 0, 2],
      [4, 1, 2],
    ]);
  });

  it("joins nothing in the quiet hours of a long meeting that is crowded later", () => {
    const quiet = [meeting("x", 600, 50), meeting("all day", 600, 290)];
    expect(names([...quiet, ...crowd], 2)).toEqual(["all day", "x", "abcd"]);
  });

  it("joins meetings that overlap in part into a block that lasts as long as all of them", () => {
    const { blocks } = layoutDay(
      0,
      [meeting("a", 540, 110), meeting("b", 540, 50), meeting("c", 570, 50)],
      2,
    );
    expect(blocks.map(({ start, end, lane }) => [start, end, lane])).toEqual([
      [540, 650, 0],
      [540, 620, 1],
    ]);
  });

  it("loses no meeting and never needs more lanes than there are", () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      meeting(`m${index}`, 480 + ((index * 37) % 600), 30 + ((index * 23) % 90)),
    );
    for (const most of [1, 2, 3]) {
      const { blocks, lanes } = layoutDay(0, many, most);
      expect(new Set(blocks.flatMap((block) => block.meetings)).size).toBe(60);
      expect(lanes).toBeLessThanOrEqual(most);
    }
  });
});

describe("layoutWeek", () => {
  const meetings = [
    meeting("odd", 545, 50, "1010000", "10"),
    meeting("even", 545, 50, "1000000", "01"),
    meeting("late", 1000, 50, "0000010", "11"),
  ];

  it("shows a class on each of its days", () => {
    const { days } = layoutWeek(meetings, 0);
    expect(days.map((day) => day.blocks.map((block) => block.meetings[0]!.name))).toEqual([
      ["odd"],
      [],
      ["odd"],
      [],
      [],
      ["late"],
    ]);
  });

  it("puts classes of different weeks side by side only when all weeks are shown", () => {
    expect(layoutWeek(meetings, null).days[0]!.lanes).toBe(2);
    expect(layoutWeek(meetings, 1).days[0]!.lanes).toBe(1);
  });

  it("counts each class of the week once", () => {
    expect(layoutWeek(meetings, 0).count).toBe(2);
    expect(layoutWeek(meetings, null).count).toBe(3);
  });

  it("keeps hours and days when another week is picked", () => {
    const { from, to, days } = layoutWeek(meetings, 1);
    expect([from, to, days.length]).toEqual([540, 1080, 6]);
  });

  it("shows five days and the working day when there is nothing", () => {
    const { from, to, days } = layoutWeek([], null);
    expect([from, to, days.length]).toEqual([540, 1020, 5]);
  });
});

describe("timeSpan", () => {
  it("widens to whole hours", () => {
    expect(timeSpan([meeting("a", 455, 50), meeting("b", 1140, 65)])).toEqual({
      from: 420,
      to: 1260,
    });
  });

  it("shows the working day even where little happens", () => {
    expect(timeSpan([meeting("a", 600, 50)])).toEqual({ from: 540, to: 1020 });
  });
});
