import { expect, test } from "vitest";
import { cellKey, frameOf, paint, read, samePainting, write, type TermHours } from "./paint";

const term = {
  id: "t1",
  weeks: 3,
  days: 7,
  teaching_days: "1111100",
  teaching_start: 540,
  teaching_end: 1020,
};
const hours = (values: Partial<TermHours>): TermHours => ({
  term: "t1",
  weeks: "111",
  days: "1100000",
  start_minute: 540,
  length_minutes: 120,
  ...values,
});

test("a term's teaching days and hours are the cells, an hour each", () => {
  expect(frameOf(term, [])).toEqual({ days: [0, 1, 2, 3, 4], from: 540, to: 1020, step: 60 });
});

test("cells are as fine as what is stated, and no finer than a quarter of an hour", () => {
  expect(frameOf(term, [hours({ length_minutes: 90 })]).step).toBe(30);
  expect(frameOf(term, [hours({ length_minutes: 50 })]).step).toBe(15);
});

test("a term without hours of its own gets a day from eight to eight", () => {
  const bare = { ...term, teaching_days: "", teaching_start: null, teaching_end: null };
  expect(frameOf(bare, [])).toEqual({
    days: [0, 1, 2, 3, 4, 5, 6],
    from: 480,
    to: 1200,
    step: 60,
  });
});

test("what is read is written again as it was, days that share their hours together", () => {
  const stated = [hours({}), hours({ days: "0000100", start_minute: 660, penalty: 4 })];
  const frame = frameOf(term, stated);
  const { painting, kept } = read(stated, frame, term);
  expect(kept).toEqual([]);
  expect(painting.get(cellKey(1, 600))).toBe("never");
  expect(painting.get(cellKey(4, 660))).toBe(4);
  expect(write(painting, frame, term)).toEqual(stated);
});

test("hours of some weeks, of another term or off the cells are kept, and not painted", () => {
  const odd = [
    hours({ weeks: "101" }),
    hours({ term: "t2" }),
    hours({ start_minute: 480 }),
    hours({ start_minute: 545 }),
  ];
  const { painting, kept } = read(odd, frameOf(term, []), term);
  expect(kept).toEqual(odd);
  expect(painting.size).toBe(0);
});

test("of two wishes for an hour the stronger counts", () => {
  const both = [hours({ penalty: 9 }), hours({}), hours({ penalty: 2 })];
  const { painting } = read(both, frameOf(term, both), term);
  expect(painting.get(cellKey(0, 540))).toBe("never");
});

test("painting changes only what is another colour, and can be taken away again", () => {
  const once = paint(new Map(), ["0-540", "0-600"], 2);
  expect(paint(once, ["0-540"], 2)).toBe(once);
  const back = paint(once, ["0-540", "0-600"], 0);
  expect(samePainting(back, new Map())).toBe(true);
  expect(samePainting(once, back)).toBe(false);
});
