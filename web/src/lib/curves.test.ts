import { expect, test } from "vitest";
import {
  chartRows,
  costAxis,
  costOf,
  momentAt,
  pointAt,
  timeSpan,
  timeTicks,
  violationsAxis,
  violationsOf,
} from "./curves";

const point = (seconds: number, cost: number, hard = 0) => ({ seconds, cost, hard });

test("each curve holds its best cost until the next improvement, and until its end", () => {
  const rows = chartRows(
    [
      { id: "a", points: [point(1, 90), point(4, 70)], until: 10 },
      { id: "b", points: [point(2, 80)], until: 4 },
    ],
    costOf,
  );
  expect(rows).toEqual([
    { seconds: 1, a: 90 },
    { seconds: 2, a: 90, b: 80 },
    { seconds: 4, a: 70, b: 80 },
    { seconds: 10, a: 70 },
  ]);
});

test("what a timetable breaks is a curve of its own", () => {
  const points = [point(1, 10, 3), point(2, 50, 0)];
  expect(chartRows([{ id: "a", points, until: 4 }], violationsOf)).toEqual([
    { seconds: 1, a: 3 },
    { seconds: 2, a: 0 },
    { seconds: 4, a: 0 },
  ]);
});

test("between two improvements a curve stands where the earlier one put it", () => {
  const curve = { id: "a", points: [point(1, 90), point(4, 70)], until: 10 };
  expect(pointAt(curve, 0.5)).toBeNull();
  expect(pointAt(curve, 3.9)?.cost).toBe(90);
  expect(pointAt(curve, 4)?.cost).toBe(70);
  expect(pointAt(curve, 10)?.cost).toBe(70);
  expect(pointAt(curve, 10.1)).toBeNull();
});

test("the same place on the axis is a later moment once the axis has grown", () => {
  const grown = [
    { id: "a", points: [point(1, 9)], until: 100 },
    { id: "b", points: [], until: 900 },
  ];
  expect(timeSpan(grown)).toEqual([1, 100]);
  expect(momentAt([1, 100], 0.5)).toBeCloseTo(10);
  expect(momentAt([1, 10_000], 0.5)).toBeCloseTo(100);
  expect(momentAt([1, 100], 1)).toBe(100);
});

test("without a point there is no time to show", () => {
  expect(timeSpan([{ id: "a", points: [], until: 3 }])).toBeNull();
});

test("violations are counted from nothing up, in whole numbers", () => {
  expect(violationsAxis([{ seconds: 1, a: 2 }]).ticks).toEqual([0, 1, 2]);
  expect(violationsAxis([{ seconds: 1, a: 130 }])).toMatchObject({ domain: [0, 150] });
});

test("timetables that break requirements are not drawn", () => {
  expect(chartRows([{ id: "a", points: [point(1, 10, 3)], until: 5 }], costOf)).toEqual([]);
});

test("a time before the axis begins is drawn where it begins", () => {
  const rows = chartRows([{ id: "a", points: [point(0, 9)], until: 1 }], costOf);
  expect(rows[0]).toEqual({ seconds: 0.1, a: 9 });
});

test("thousands of improvements are thinned, and the last one is kept", () => {
  const points = Array.from({ length: 5000 }, (_, index) => point(1 + index, 10_000 - index));
  const rows = chartRows([{ id: "a", points, until: 5000 }], costOf);
  expect(rows.length).toBeLessThanOrEqual(242);
  expect(rows.at(-1)).toEqual({ seconds: 5000, a: 5001 });
});

test("only marks within the times shown are set, and not too many", () => {
  expect(timeTicks(0.5, 60)).toEqual([0.5, 1, 2, 5, 10, 20, 30, 60]);
  expect(timeTicks(0.1, 28_800).length).toBeLessThanOrEqual(8);
});

test("where no round time lies between them the ends are marked", () => {
  expect(timeTicks(12, 17)).toEqual([12, 17]);
  expect(timeTicks(12, 12.1)).toEqual([12]);
});

test("costs that fall far are drawn on a logarithm, between round numbers", () => {
  expect(
    costAxis([
      { seconds: 1, a: 20_500 },
      { seconds: 2, a: 1_544 },
    ]),
  ).toEqual({
    scale: "log",
    domain: [1000, 50_000],
    ticks: [1000, 2000, 5000, 10_000, 20_000, 50_000],
  });
});

test("costs that are near each other are drawn as they are", () => {
  expect(
    costAxis([
      { seconds: 1, a: 130 },
      { seconds: 2, a: 95 },
    ]),
  ).toEqual({
    scale: "linear",
    domain: [90, 130],
    ticks: [90, 100, 110, 120, 130],
  });
});

test("a single cost lies inside an axis", () => {
  const { domain } = costAxis([{ seconds: 1, a: 22_343 }]);
  expect(domain[0]).toBeLessThanOrEqual(22_343);
  expect(domain[1]).toBeGreaterThan(domain[0]);
});

test("a cost that reaches nothing has an axis too", () => {
  expect(costAxis([{ seconds: 1, a: 0 }])).toMatchObject({ scale: "linear", domain: [0, 1] });
});
