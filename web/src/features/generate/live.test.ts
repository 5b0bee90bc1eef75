import { describe, expect, test } from "vitest";
import type { JobStatus, Progress, SolveStatus } from "@/api/types";
import { jobFraction, NOTHING_LIVE, reduceLive, type LiveEvent } from "./live";

function progress(values: Partial<Progress>): Progress {
  return {
    attempt: 1,
    phase: "search",
    fraction: 0.5,
    elapsed: 1,
    eta: null,
    hard: 0,
    cost: 100,
    components: {},
    bound: null,
    iterations: 0,
    moves_per_second: 0,
    ...values,
  };
}

function told(values: Partial<Progress>, solve = "a"): LiveEvent {
  return { kind: "progress", solve, progress: progress(values) };
}

function solve(values: Partial<SolveStatus>): SolveStatus {
  return {
    id: "a",
    kind: "variant",
    index: 1,
    state: "running",
    attempt: 1,
    seed: 1,
    started_at: null,
    finished_at: null,
    weight: 0.45,
    time_limit: 10,
    error: null,
    rank: null,
    timetable: null,
    replaces: null,
    score: null,
    ...values,
  };
}

function status(...solves: SolveStatus[]): JobStatus {
  return {
    id: "j",
    state: "running",
    outcome: "nothing",
    error: null,
    shortfalls: [],
    started_at: null,
    finished_at: null,
    solves,
  };
}

describe("the curve of a solve", () => {
  test("has a point for each improvement and none between", () => {
    const live = reduceLive(NOTHING_LIVE, [
      told({ elapsed: 1, hard: 2, cost: 50 }),
      told({ elapsed: 2, hard: 0, cost: 90 }),
      told({ elapsed: 3, hard: 0, cost: 90 }),
      told({ elapsed: 4, hard: 0, cost: 70 }),
    ]);
    expect(
      live.solves.a?.curve.map((point) => [point.seconds, point.hard, point.cost]),
    ).toEqual([
      [1, 2, 50],
      [2, 0, 90],
      [4, 0, 70],
    ]);
  });

  test("has no point before there is any timetable", () => {
    const live = reduceLive(NOTHING_LIVE, [told({ cost: null, hard: null })]);
    expect(live.solves.a?.curve).toEqual([]);
  });

  test("is the same when a reconnect tells everything again", () => {
    const events = [told({ elapsed: 1, cost: 90 }), told({ elapsed: 2, cost: 80 })];
    const once = reduceLive(NOTHING_LIVE, events);
    expect(reduceLive(once, events)).toEqual(once);
  });

  test("goes on after the seconds of an interrupted attempt", () => {
    const live = reduceLive(NOTHING_LIVE, [
      told({ elapsed: 5, cost: 90 }),
      told({ elapsed: 1, attempt: 2, cost: 80 }),
    ]);
    expect(live.solves.a?.curve.at(-1)).toEqual({ seconds: 6, hard: 0, cost: 80 });
  });

  test("ignores what an older attempt still says", () => {
    const before = reduceLive(NOTHING_LIVE, [told({ attempt: 2, elapsed: 1 })]);
    expect(reduceLive(before, [told({ attempt: 1, elapsed: 9, cost: 1 })])).toEqual(before);
  });
});

describe("what the cost is made of", () => {
  test("stays while the best timetable does, and goes with it", () => {
    const live = (...events: LiveEvent[]) =>
      reduceLive(NOTHING_LIVE, [
        told({ elapsed: 1, cost: 90, components: { time: 90 } }),
        ...events,
      ]).solves.a?.latest.components;
    expect(live(told({ elapsed: 2, cost: 90 }))).toEqual({ time: 90 });
    expect(live(told({ elapsed: 2, cost: 80 }))).toEqual({});
  });
});

describe("the fraction of a job", () => {
  test("is nothing before anything is known", () => {
    expect(jobFraction(NOTHING_LIVE)).toBe(0);
  });

  test("counts each solve for what the API says", () => {
    const live = reduceLive(NOTHING_LIVE, [
      {
        kind: "status",
        status: status(
          solve({ id: "p", kind: "prepare", index: 0, weight: 0.1, state: "succeeded" }),
          solve({}),
          solve({ id: "b", state: "queued" }),
        ),
      },
      told({ fraction: 0.5 }),
    ]);
    expect(jobFraction(live)).toBeCloseTo(0.1 + 0.45 * 0.5);
  });

  test("does not fall when an attempt is lost and the next begins anew", () => {
    const before = reduceLive(NOTHING_LIVE, [
      told({ attempt: 1, fraction: 0.8 }),
      { kind: "status", status: status(solve({ attempt: 2 })) },
    ]);
    const after = reduceLive(before, [told({ attempt: 2, fraction: 0.1, elapsed: 1 })]);
    expect(jobFraction(before)).toBeGreaterThan(0);
    expect(jobFraction(after)).toBe(jobFraction(before));
  });

  test("is whole when every solve has ended", () => {
    const live = reduceLive(NOTHING_LIVE, [
      {
        kind: "status",
        status: status(
          solve({ id: "p", kind: "prepare", weight: 0.1, state: "succeeded" }),
          solve({ state: "failed", weight: 0.9 }),
        ),
      },
    ]);
    expect(jobFraction(live)).toBeCloseTo(1);
  });
});
