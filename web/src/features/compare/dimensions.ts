import type { Timetable } from "@/api/types";

/** The dimensions of a timetable, in the order in which they stand around the radar. */
export const DIMENSIONS = ["temporal", "behavioural", "academic", "social", "spatial"] as const;

export type Dimension = (typeof DIMENSIONS)[number];

/** A dimension's score from 0 to 100; undefined where it does not apply, or is of before. */
export function scoreOf(timetable: Timetable, dimension: Dimension): number | undefined {
  return timetable.score_stale ? undefined : timetable.measures[`score_${dimension}`];
}

export interface RadarRow {
  dimension: Dimension;
  /** By id of the timetable. */
  scores: Record<string, number>;
}

/** The dimensions of which some timetable has a score. */
export function radarRows(timetables: readonly Timetable[]): RadarRow[] {
  return DIMENSIONS.flatMap((dimension) => {
    const scores = Object.fromEntries(
      timetables.flatMap((timetable) => {
        const score = scoreOf(timetable, dimension);
        return score === undefined ? [] : [[timetable.id, score]];
      }),
    );
    return Object.keys(scores).length > 0 ? [{ dimension, scores }] : [];
  });
}
