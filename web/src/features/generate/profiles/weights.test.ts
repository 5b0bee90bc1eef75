import { expect, test } from "vitest";
import { isEmpty, OWN, resized, reweighed, shareOf } from "./weights";

const usual = [
  { name: "balanced", weights: { lecturer_preference: 60, room_fit: 40 } },
  { name: "room_efficient", weights: { lecturer_preference: 20, room_fit: 80 } },
];

test("more variants get the usual profiles in turns, fewer keep the first", () => {
  const own = { name: OWN, weights: { continuity: 1 } };
  expect(resized([own], usual, 4).map(({ name }) => name)).toEqual([
    OWN,
    "room_efficient",
    "balanced",
    "room_efficient",
  ]);
  expect(resized(usual, usual, 1)).toEqual([usual[0]]);
});

test("a changed weight makes a profile one's own, and back again what it was", () => {
  const changed = reweighed(usual[0]!, usual, "room_fit", 50);
  expect(changed).toEqual({ name: OWN, weights: { lecturer_preference: 60, room_fit: 50 } });
  expect(reweighed(changed, usual, "room_fit", 40)).toBe(usual[0]);
});

test("shares are of the six, with fairness on top", () => {
  const profile = { name: OWN, weights: { room_fit: 1, continuity: 3, fairness: 2 } };
  expect(shareOf(profile, "continuity")).toBe(75);
  expect(shareOf(profile, "fairness")).toBe(50);
});

test("a profile of fairness alone is empty", () => {
  expect(isEmpty({ name: OWN, weights: { fairness: 5 } })).toBe(true);
  expect(isEmpty(usual[0]!)).toBe(false);
});
