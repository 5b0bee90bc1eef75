/** A best cost so far, and when. */
export interface CurvePoint {
  seconds: number;
  hard: number;
  cost: number;
}

export interface Curve {
  id: string;
  points: readonly CurvePoint[];
  /** Solving time so far: until then the last point holds. */
  until: number;
}

/** A row of the chart: seconds, and the value of each curve by its id at that time. */
export type ChartRow = { seconds: number } & Record<string, number>;

const EARLIEST = 0.1;
const MOST_ROWS = 240;

/** What a chart draws of a point; null where it draws nothing. */
export type Pick = (point: CurvePoint) => number | null;

/** The cost, of valid timetables only: it says nothing while requirements are broken. */
export const costOf: Pick = ({ hard, cost }) => (hard === 0 ? cost : null);
export const violationsOf: Pick = ({ hard }) => hard;

/** Where a curve stands at a time: its last improvement until then; null outside of it. */
export function pointAt({ points, until }: Curve, seconds: number): CurvePoint | null {
  const last = points.at(-1);
  if (!last || seconds > Math.max(until, last.seconds)) return null;
  return points.findLast((point) => Math.max(EARLIEST, point.seconds) <= seconds) ?? null;
}

/** First and last moment of all curves together; null before there is any point. */
export function timeSpan(curves: readonly Curve[]): [number, number] | null {
  const moments = curves.flatMap(({ points, until }) =>
    points.length > 0 ? [...points.map(({ seconds }) => seconds), until] : [],
  );
  if (moments.length === 0) return null;
  const first = Math.max(EARLIEST, Math.min(...moments));
  return [first, Math.max(first, ...moments)];
}

/** The moment at a share of the logarithmic time axis, from 0 to 1. */
export function momentAt([first, last]: [number, number], share: number): number {
  return share >= 1 ? last : first * (last / first) ** Math.max(0, share);
}

/** Curves as the rows of one chart, each value held until the next improvement. */
export function chartRows(curves: readonly Curve[], pick: Pick): ChartRow[] {
  const drawn = curves.flatMap(({ id, points, until }) => {
    const steps = points.flatMap((point) => {
      const value = pick(point);
      return value === null ? [] : [{ seconds: Math.max(EARLIEST, point.seconds), value }];
    });
    const last = steps.at(-1);
    return last ? [{ id, steps, end: Math.max(until, last.seconds) }] : [];
  });
  const moments = new Set(
    drawn.flatMap(({ steps, end }) => [...steps.map(({ seconds }) => seconds), end]),
  );
  return thin([...moments].sort((a, b) => a - b)).map((seconds) => {
    const row: ChartRow = { seconds };
    for (const { id, steps, end } of drawn) {
      const step = steps.findLast((each) => each.seconds <= seconds);
      if (step && seconds <= end) row[id] = step.value;
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

/** Times that a person reads at a glance, in seconds. */
const TIMES = [
  0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 28_800,
];
const MOST_TICKS = 8;

/** Marks of a logarithmic time axis; its ends where hardly a round time lies between them. */
export function timeTicks(from: number, to: number): number[] {
  const round = TIMES.filter((time) => time >= from && time <= to);
  if (round.length > 1) return every(round);
  return to > 1.2 * from ? [from, to] : [from];
}

/** The steepest fall that a linear axis still shows well, as largest over smallest cost. */
const LINEAR_RATIO = 4;

export interface ValueAxis {
  scale: "linear" | "log";
  domain: [number, number];
  ticks: number[];
}

/** An axis for these costs: logarithmic where they fall so far that the end would be flat. */
export function costAxis(rows: readonly ChartRow[]): ValueAxis {
  const costs = rows.flatMap(({ seconds: _, ...costs }) => Object.values(costs));
  const low = Math.min(...costs);
  const high = Math.max(...costs);
  if (low > 0 && high / low > LINEAR_RATIO) {
    const steps = roundSteps(low, high);
    const domain: [number, number] = [steps[0] ?? low, steps.at(-1) ?? high];
    return { scale: "log", domain, ticks: every(steps) };
  }
  const step = Math.max(1, roundStep(Math.max(high - low, 0.05 * high) / 4));
  const from = Math.floor(low / step) * step;
  const to = Math.max(from + step, Math.ceil(high / step) * step);
  const count = Math.max(1, Math.round((to - from) / step));
  const ticks = Array.from({ length: count + 1 }, (_, index) => from + index * step);
  return { scale: "linear", domain: [from, to], ticks };
}

/** An axis for numbers of violations: from nothing up, in whole numbers. */
export function violationsAxis(rows: readonly ChartRow[]): ValueAxis {
  const high = Math.max(
    1,
    ...rows.flatMap(({ seconds: _, ...counts }) => Object.values(counts)),
  );
  const step = Math.max(1, roundStep(high / 3));
  const count = Math.ceil(high / step);
  const ticks = Array.from({ length: count + 1 }, (_, index) => index * step);
  return { scale: "linear", domain: [0, count * step], ticks };
}

/** 1, 2 and 5 of each power of ten, from just below `low` to just above `high`. */
function roundSteps(low: number, high: number): number[] {
  const steps: number[] = [];
  for (let power = 10 ** Math.floor(Math.log10(low)); power <= high * 10; power *= 10) {
    steps.push(power, 2 * power, 5 * power);
  }
  const first = steps.findLastIndex((step) => step <= low);
  const last = steps.findIndex((step) => step >= high);
  return steps.slice(Math.max(0, first), last + 1);
}

function roundStep(atLeast: number): number {
  if (atLeast <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(atLeast));
  return ([1, 2, 5, 10].find((factor) => factor * power >= atLeast) ?? 10) * power;
}

function every(ticks: number[]): number[] {
  const stride = Math.ceil(ticks.length / MOST_TICKS);
  return ticks.filter((_, index) => index % stride === 0);
}
