import { expect, it } from "vitest";
import { usageOf } from "./plan-limits";

it("a limit is near from nine tenths on, full at the limit, and nothing without one", () => {
  expect(usageOf(8, 10)).toEqual({ share: 0.8, isNear: false, isFull: false });
  expect(usageOf(9, 10)).toEqual({ share: 0.9, isNear: true, isFull: false });
  expect(usageOf(12, 10)).toEqual({ share: 1, isNear: true, isFull: true });
  expect(usageOf(0, 0).isFull).toBe(true);
  expect(usageOf(3, null).share).toBeNull();
  expect(usageOf(undefined, 10).share).toBeNull();
});
