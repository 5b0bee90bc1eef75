import type { Job, SolveState, StoredError, Timetable } from "@/api/types";
import type { CurvePoint } from "@/lib/curves";
import type { LiveJob } from "./live";

/** One solve of a job as the page shows it, running or ended. */
export interface BoardRow {
  id: string;
  /** 0 for the common start, then the variants. */
  index: number;
  state: SolveState;
  started_at: string | null;
  phase: string | null;
  fraction: number;
  hard: number | null;
  cost: number | null;
  components: Record<string, number>;
  movesPerSecond: number | null;
  secondsLeft: number | null;
  /** Solving time so far. */
  seconds: number;
  curve: readonly CurvePoint[];
  error: StoredError | null;
  timetable: string | null;
  rank: number | null;
}

const EMPTY = {
  phase: null,
  fraction: 0,
  hard: null,
  cost: null,
  components: {},
  movesPerSecond: null,
  secondsLeft: null,
  seconds: 0,
  curve: [],
};

/** Rows of a job that runs, from what its events told. */
export function liveRows(live: LiveJob): BoardRow[] {
  return (live.status?.solves ?? []).map((solve) => {
    const known = live.solves[solve.id];
    const isRunning = solve.state === "running";
    return {
      ...EMPTY,
      ...solve,
      ...(known && {
        phase: known.latest.phase,
        fraction: known.latest.fraction,
        hard: known.latest.hard ?? null,
        cost: known.latest.cost ?? null,
        components: known.latest.components ?? {},
        // Nothing is moved while every class is placed for the first time.
        movesPerSecond: isRunning ? known.latest.moves_per_second || null : null,
        secondsLeft: isRunning ? (known.latest.eta ?? null) : null,
        seconds: known.offset + known.latest.elapsed,
        curve: known.curve,
      }),
    };
  });
}

/** Rows of a job that has ended, from the timetables that it left. */
export function endedRows(
  job: Job,
  timetables: readonly Timetable[],
  histories: Record<string, number[][]>,
): BoardRow[] {
  const start = startOf(timetables, histories);
  return job.solves.map((solve) => {
    const timetable = timetables.find((each) => each.id === solve.timetable);
    return {
      ...EMPTY,
      ...solve,
      fraction: 1,
      hard: timetable?.score.hard ?? (solve.index === 0 ? start.hard : null),
      cost: timetable?.score.total ?? (solve.index === 0 ? start.cost : null),
      components: timetable?.score.components ?? {},
      seconds: timetable?.seconds ?? 0,
      curve: (histories[solve.timetable ?? ""] ?? []).map(
        ([seconds = 0, hard = 0, cost = 0]) => ({ seconds, hard, cost }),
      ),
    };
  });
}

/**
 * What the common start handed on: each variant's history begins with it. Its cost is counted
 * by the variant's weights there; only the balanced profile counts as the start did.
 */
function startOf(
  timetables: readonly Timetable[],
  histories: Record<string, number[][]>,
): { hard: number | null; cost: number | null } {
  const [any] = Object.values(histories).flatMap(([first]) => (first ? [first] : []));
  const balanced = timetables.find((each) => each.profile === "balanced");
  return {
    hard: any?.[1] ?? null,
    cost: histories[balanced?.id ?? ""]?.[0]?.[2] ?? null,
  };
}

/** The best row so far: fewest violations, then least cost. */
export function bestRow(rows: readonly BoardRow[]): BoardRow | undefined {
  return rows
    .filter((row) => row.hard !== null && row.cost !== null)
    .toSorted((a, b) => (a.hard ?? 0) - (b.hard ?? 0) || (a.cost ?? 0) - (b.cost ?? 0))[0];
}
