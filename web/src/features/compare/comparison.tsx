"use client";
import type { Timetable } from "@/api/types";
import { ComparisonCards } from "./comparison-cards";
import { ComparisonTable } from "./comparison-table";
import { compare, countBest } from "./measures";

/** Timetables by their measures: side by side, or one under the other on a phone. */
export function Comparison({ timetables }: { timetables: readonly Timetable[] }) {
  const rows = compare(timetables);
  const shown = {
    timetables,
    rows,
    counted: countBest(rows),
    most: Math.max(1, ...timetables.map((each) => (each.score_stale ? 0 : each.score.total))),
  };
  return (
    <>
      <div className="hidden md:block">
        <ComparisonTable {...shown} />
      </div>
      <div className="md:hidden">
        <ComparisonCards {...shown} />
      </div>
    </>
  );
}
