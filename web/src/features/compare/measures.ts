import type { Timetable } from "@/api/types";

export type Unit = "count" | "percent" | "minutes" | "days" | "hours" | "points" | "score";

export interface MeasureRow {
  /** Key of its name in the catalogue, under compare.measures. */
  key: string;
  unit: Unit;
  /** Which way is better. */
  better: "lower" | "higher";
  value: (timetable: Timetable) => number | undefined;
}

function measure(key: string, unit: Unit, better: MeasureRow["better"] = "lower"): MeasureRow {
  return { key, unit, better, value: (timetable) => timetable.measures[key] };
}

/** The rows of a comparison, in the order in which people ask for them. */
export const MEASURES: readonly MeasureRow[] = [
  { key: "hard", unit: "count", better: "lower", value: ({ score }) => score.hard },
  { key: "cost", unit: "count", better: "lower", value: ({ score }) => score.total },
  measure("student_conflicts", "count"),
  measure("students_with_conflicts", "percent"),
  measure("student_days", "days"),
  measure("student_idle_minutes", "minutes"),
  measure("student_day_spread", "hours"),
  measure("student_walk_minutes", "minutes"),
  measure("requisite_clashes", "percent"),
  measure("instructor_penalty", "points"),
  measure("instructor_day_spread", "hours"),
  measure("continuity", "percent", "higher"),
  measure("seat_fill", "percent", "higher"),
  measure("step_free_share", "percent", "higher"),
  measure("peak_share", "percent"),
  measure("fairness_departments", "score", "higher"),
  measure("fairness_instructors", "score", "higher"),
];

export interface Comparison {
  row: MeasureRow;
  /** A value per timetable, in their order. */
  values: (number | undefined)[];
  /** The best value, where the timetables differ; null where all are alike. */
  best: number | null;
  /** The largest value: what a bar that begins at zero ends at. */
  most: number;
}

export interface Standing {
  isBest: boolean;
  /** How far behind the best; null for the best, and where all are alike. */
  behind: number | null;
  /** Share of the row's largest value; null where all are nothing. */
  share: number | null;
}

/** Differences smaller than this share of the value are noise, not a reason to choose. */
const ALIKE = 0.005;

/**
 * Measures side by side; rows that no timetable has are left out. One whose figures are those
 * of before the last changes has none: they would be compared with what they are not.
 */
export function compare(timetables: readonly Timetable[]): Comparison[] {
  return MEASURES.flatMap((row) => {
    const values = timetables.map((each) => (each.score_stale ? undefined : row.value(each)));
    const known = values.filter((value) => value !== undefined);
    if (known.length === 0) return [];
    const [low, high] = [Math.min(...known), Math.max(...known)];
    const differ = high - low > ALIKE * Math.max(Math.abs(low), Math.abs(high));
    const best = row.better === "lower" ? low : high;
    return [{ row, values, best: differ ? best : null, most: high }];
  });
}

/** Digits after the point with which a value of a unit is shown; a share has two more. */
const DIGITS: Record<Unit, number> = {
  count: 0,
  percent: 3,
  minutes: 1,
  hours: 2,
  days: 2,
  score: 1,
  points: 2,
};

/** How far two values are apart as they are shown, so that people can check it. */
function gap(value: number, best: number, unit: Unit): number {
  const shown = (each: number) => Number(each.toFixed(DIGITS[unit]));
  return Math.abs(shown(value) - shown(best));
}

/** Where a value of a row stands. Bars begin at zero, so that they do not exaggerate. */
export function standing({ row, best, most }: Comparison, value: number): Standing {
  return {
    isBest: value === best,
    behind: best === null || value === best ? null : gap(value, best, row.unit),
    share: most > 0 ? Math.max(0, value / most) : null,
  };
}

/** Whether a timetable, by its place among the compared, is the best of a row. */
export function isBest({ values, best }: Comparison, index: number): boolean {
  return best !== null && values[index] === best;
}

/** In how many rows each timetable is best, of those in which the timetables differ. */
export function countBest(rows: readonly Comparison[]): { best: number[]; of: number } {
  const differing = rows.filter(({ best }) => best !== null);
  const columns = rows[0]?.values.length ?? 0;
  const best = Array.from(
    { length: columns },
    (_, index) => differing.filter((row) => row.values[index] === row.best).length,
  );
  return { best, of: differing.length };
}

/** What the cost is made of; nothing while that is not known. */
export function componentsOf({ score, score_stale }: Timetable): Record<string, number> {
  return score_stale ? {} : score.components;
}
