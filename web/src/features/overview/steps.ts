import type { TermSummary } from "@/api/types";
import { isOpen } from "@/lib/job-states";

export type StepState = "done" | "now" | "waiting";

export interface Step {
  key: "data" | "generate" | "choose" | "publish";
  state: StepState;
}

/** The way of a term from its data to the published timetable, and where it stands on it. */
export function stepsOf(summary: TermSummary, ready: boolean, timetables: number): Step[] {
  const published = summary.published_timetable !== null;
  const generated = timetables > 0;
  const done: Record<Step["key"], boolean> = {
    data: ready,
    generate: generated,
    choose: published,
    publish: published,
  };
  const keys = Object.keys(done) as Step["key"][];
  const now = isOpen(summary.latest_job?.state ?? "")
    ? "generate"
    : keys.find((key) => !done[key]);
  return keys.map((key) => ({
    key,
    state: key === now ? "now" : done[key] ? "done" : "waiting",
  }));
}
