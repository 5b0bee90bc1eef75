/** A best cost so far, and when. */
export interface CurvePoint {
  seconds: number;
  hard: number;
  cost: number;
}

export interface Curve {
  id: string;
  points: readonly CurvePoint[];
}

/** A row of the chart: seconds, and the best cost of each curve by its id at that time. */
export type ChartRow = { seconds: number } & Record<string, number>;

const EARLIEST = 0.1;
const MOST_ROWS = 240;

/**
 * Curves as the rows of one chart. Only valid timetables count, as a cost says nothing
 * while requirements are broken. A curve holds its cost until `now`.
 */
export function chartRows(curves: readonly Curve[], now: number): ChartRow[] {
  const valid = curves.map(({ id, points }) => ({
    id,
    points: points.filter((point) => point.hard === 0),
  }));
  const moments = new Set(
    valid.flatMap(({ points }) => points.map((point) => Math.max(EARLIEST, point.seconds))),
  );
  if (moments.size === 0) return [];
  moments.add(Math.max(now, ...moments));
  return thin([...moments].sort((a, b) => a - b)).map((seconds) => {
    const row: ChartRow = { seconds };
    for (const { id, points } of valid) {
      const point = points.findLast((each) => Math.max(EARLIEST, each.seconds) <= seconds);
      if (point) row[id] = point.cost;
    }
    return row;
  });
}

/** Keeps first and last, and between them one moment for each step of the logarithm. */
function thin(moments: number[]): number[] {
  if (moments.length <= MOST_ROWS) return moments;
  const first = Math.log(moments[0] as number);
  const step = (Math.log(moments.at(-1) as number) - first) / MOST_ROWS;
  let next = -Infinity;
  return moments.filter((moment, index) => {
    const place = Math.log(moment);
    if (place < next && index < moments.length - 1) return false;
    next = place + step;
    return true;
  });
}

/** Marks of a logarithmic time axis that a person reads at a glance. */
const TICKS = [0.1, 0.3, 1, 3, 10, 30, 60, 180, 600, 1800, 3600, 10800, 36000];

export function timeTicks(from: number, to: number): number[] {
  return TICKS.filter((tick) => tick >= from && tick <= to);
}
