import type { JobStatus, Progress } from "@/api/types";
import { isOpen } from "@/lib/job-states";
import type { CurvePoint } from "@/lib/curves";

export interface LiveSolve {
  latest: Progress;
  /** Of all attempts: one that begins anew takes nothing back. */
  fraction: number;
  /** Its seconds count the solving of all attempts. */
  curve: CurvePoint[];
  /** Seconds of earlier attempts: an interrupted one goes on from its best. */
  offset: number;
}

/** What the browser knows of a job that runs. */
export interface LiveJob {
  status: JobStatus | null;
  solves: Readonly<Record<string, LiveSolve>>;
}

export type LiveEvent =
  | { kind: "status"; status: JobStatus }
  | { kind: "progress"; solve: string; progress: Progress };

export const NOTHING_LIVE: LiveJob = { status: null, solves: {} };

/** Takes in events in order; one seen before, or of a lost attempt, changes nothing. */
export function reduceLive(live: LiveJob, events: readonly LiveEvent[]): LiveJob {
  let { status } = live;
  const solves = { ...live.solves };
  for (const event of events) {
    if (event.kind === "status") status = event.status;
    else {
      const next = advance(solves[event.solve], event.progress);
      if (next) solves[event.solve] = next;
    }
  }
  return { status, solves };
}

function advance(known: LiveSolve | undefined, progress: Progress): LiveSolve | null {
  if (!known) {
    const curve = extend([], 0, progress);
    return { latest: progress, fraction: progress.fraction, curve, offset: 0 };
  }
  const attempt = progress.attempt ?? 1;
  const knownAttempt = known.latest.attempt ?? 1;
  if (attempt < knownAttempt) return null;
  const fraction = Math.max(known.fraction, progress.fraction);
  if (attempt > knownAttempt) {
    const offset = known.offset + known.latest.elapsed;
    return { latest: progress, fraction, curve: extend(known.curve, offset, progress), offset };
  }
  if (progress.elapsed <= known.latest.elapsed) return null;
  const latest = withComponents(progress, known.latest);
  const curve = extend(known.curve, known.offset, progress);
  return { ...known, latest, fraction, curve };
}

/** Progress may leave out what the cost is made of while the best timetable stays the same. */
function withComponents(next: Progress, before: Progress): Progress {
  const isSame = next.cost === before.cost && next.hard === before.hard;
  const isSilent = Object.keys(next.components ?? {}).length === 0;
  return isSame && isSilent ? { ...next, components: before.components } : next;
}

function extend(
  curve: CurvePoint[],
  offset: number,
  { elapsed, hard, cost }: Progress,
): CurvePoint[] {
  if (hard === null || hard === undefined || cost === null || cost === undefined) return curve;
  const last = curve.at(-1);
  if (last && (hard > last.hard || (hard === last.hard && cost >= last.cost))) return curve;
  return [...curve, { seconds: offset + elapsed, hard, cost }];
}

/** How much of the job is done, from 0 to 1, never falling; the API weighs its solves. */
export function jobFraction({ status, solves }: LiveJob): number {
  const done = (status?.solves ?? []).map((solve) => {
    return solve.weight * (isEnded(solve.state) ? 1 : (solves[solve.id]?.fraction ?? 0));
  });
  return Math.min(
    1,
    done.reduce((sum, each) => sum + each, 0),
  );
}

/** A solve that waits for the preparation has not ended either. */
export function isEnded(state: string): boolean {
  return state !== "waiting" && !isOpen(state);
}
