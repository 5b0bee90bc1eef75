import { expect, test } from "vitest";
import type { TermSummary } from "@/api/types";
import { stepsOf } from "./steps";

const summary = (values: Partial<TermSummary>): TermSummary =>
  ({
    latest_job: null,
    published_timetable: null,
    ...values,
  }) as TermSummary;

const states = (steps: ReturnType<typeof stepsOf>) =>
  steps.map(({ key, state }) => `${key} ${state}`);

test("a term that lacks data stands at its data", () => {
  expect(states(stepsOf(summary({}), false, 0))).toEqual([
    "data now",
    "generate waiting",
    "choose waiting",
    "publish waiting",
  ]);
});

test("while a generation runs the term stands there, even if there are timetables", () => {
  const running = summary({ latest_job: { id: "1", state: "running", created_at: "" } });
  expect(states(stepsOf(running, true, 3))).toEqual([
    "data done",
    "generate now",
    "choose waiting",
    "publish waiting",
  ]);
});

test("with timetables and none published, one has to choose", () => {
  expect(states(stepsOf(summary({}), true, 3))).toEqual([
    "data done",
    "generate done",
    "choose now",
    "publish waiting",
  ]);
});

test("a published term has nothing left to do", () => {
  const published = summary({ published_timetable: { id: "1", name: "Variant 1" } });
  expect(states(stepsOf(published, true, 3))).toEqual([
    "data done",
    "generate done",
    "choose done",
    "publish done",
  ]);
});
