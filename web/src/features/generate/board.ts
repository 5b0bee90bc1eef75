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

/** Rows of a job that has ended: what each came to then, and the way of its timetable there. */
export function endedRows(
  job: Job,
  timetables: readonly Timetable[],
  histories: Record<string, number[][]>,
): BoardRow[] {
  return job.solves.map(({ score, ...solve }) => {
    const timetable = timetables.find((each) => each.id === solve.timetable);
    return {
      ...EMPTY,
      ...solve,
      fraction: 1,
      hard: score?.hard ?? null,
      cost: score?.total ?? null,
      components: score?.components ?? {},
      seconds: timetable?.seconds ?? 0,
      curve: (histories[solve.timetable ?? ""] ?? []).map(
        ([seconds = 0, hard = 0, cost = 0]) => ({ seconds, hard, cost }),
      ),
    };
  });
}

/** The best row so far: fewest violations, then least cost. */
export function bestRow(rows: readonly BoardRow[]): BoardRow | undefined {
  return rows
    .filter((row) => row.hard !== null && row.cost !== null)
    .toSorted((a, b) => (a.hard ?? 0) - (b.hard ?? 0) || (a.cost ?? 0) - (b.cost ?? 0))[0];
}
