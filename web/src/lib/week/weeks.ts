/**
 * Bit strings of weeks and days: one character each, first week (day) first, as the API
 * sends them. Weeks and days are counted from 0 here and from 1 in sentences.
 */

/** Positions of the ones of a bit string. */
export function positions(bits: string): number[] {
  return [...bits].flatMap((bit, index) => (bit === "1" ? [index] : []));
}

/** True where the class meets in the week; `null` stands for every week. */
export function meetsInWeek(weeks: string, week: number | null): boolean {
  return week === null || weeks[week] === "1";
}

/** Runs of neighbouring positions, ends included: [0, 1, 2, 4] is [[0, 2], [4, 4]]. */
export function runs(sorted: number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const position of sorted) {
    const last = found.at(-1);
    if (last && last[1] === position - 1) last[1] = position;
    else found.push([position, position]);
  }
  return found;
}

export type WeekPattern =
  | { kind: "all" }
  | { kind: "odd" }
  | { kind: "even" }
  | { kind: "never" }
  | { kind: "some"; count: number; text: string };

/**
 * How a person would call these weeks. Odd and even count from week 1, and are used only
 * where every such week of the term is meant, and the term has more than two.
 */
export function weekPattern(weeks: string): WeekPattern {
  const active = positions(weeks);
  if (active.length === 0) return { kind: "never" };
  if (active.length === weeks.length) return { kind: "all" };
  const isEvery = (first: number) =>
    weeks.length > 2 && [...weeks].every((bit, week) => (bit === "1") === (week % 2 === first));
  if (isEvery(0)) return { kind: "odd" };
  if (isEvery(1)) return { kind: "even" };
  const text = runs(active)
    .map(([from, to]) => (from === to ? `${from + 1}` : `${from + 1}–${to + 1}`))
    .join(", ");
  return { kind: "some", count: active.length, text };
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * The date of a day of the term at noon UTC, safe to format in UTC in every zone.
 * `firstDay` is the ISO date of the first day of the first week.
 */
export function dateOf(firstDay: string, week: number, day: number): Date {
  return new Date(Date.parse(`${firstDay}T12:00:00Z`) + (week * 7 + day) * DAY);
}

/** Week and day of the term that a date (ISO, on the institution's calendar) falls on. */
export function positionOf(firstDay: string, date: string): { week: number; day: number } {
  const days = Math.round(
    (Date.parse(`${date}T12:00:00Z`) - dateOf(firstDay, 0, 0).getTime()) / DAY,
  );
  const week = Math.floor(days / 7);
  return { week, day: days - week * 7 };
}
