import type { MeetingTime } from "@/lib/week/meeting";

/** What an instructor says of an hour: 0 fine, more what a class there costs, or never. */
export type Wish = number | "never";

/** Hours of a term as the API has them; with a penalty, hours that cost. */
export interface TermHours extends MeetingTime {
  term: string;
  penalty?: number;
}

/** The cells that are painted: days across, steps of minutes down. */
export interface Frame {
  days: number[];
  from: number;
  to: number;
  step: number;
}

export type Painting = ReadonlyMap<string, Wish>;

export const cellKey = (day: number, minute: number) => `${day}-${minute}`;

const HOUR = 60;
const STEPS = [60, 30, 15];
/** Hours for a term that says none. */
const DAY = { from: 8 * HOUR, to: 20 * HOUR };

interface TermGrid {
  id: string;
  weeks: number;
  days: number;
  teaching_days: string;
  teaching_start: number | null;
  teaching_end: number | null;
}

/** The cells of a term's teaching hours, as fine as the hours that are stated already. */
export function frameOf(term: TermGrid, hours: readonly TermHours[]): Frame {
  const days = [...(term.teaching_days || "1".repeat(term.days))].flatMap((bit, day) =>
    bit === "1" ? [day] : [],
  );
  const from = term.teaching_start ?? DAY.from;
  const to = term.teaching_end ?? DAY.to;
  const edges = hours
    .filter((each) => isWhole(each, term))
    .flatMap((each) => [each.start_minute, each.start_minute + each.length_minutes])
    .filter((edge) => edge > from && edge < to);
  const step =
    STEPS.find((each) => [...edges, to].every((edge) => (edge - from) % each === 0)) ??
    STEPS.at(-1)!;
  return { days, from, to, step };
}

/** Whether hours hold in every week of this term. */
function isWhole(hours: TermHours, term: { id: string }): boolean {
  return hours.term === term.id && !hours.weeks.includes("0");
}

/** Whether hours can be said in the frame's cells; others stay as they are. */
function isPaintable(hours: TermHours, frame: Frame, term: { id: string }): boolean {
  const end = hours.start_minute + hours.length_minutes;
  return (
    isWhole(hours, term) &&
    hours.start_minute >= frame.from &&
    end <= frame.to &&
    (hours.start_minute - frame.from) % frame.step === 0 &&
    (end - frame.from) % frame.step === 0 &&
    [...hours.days].every((bit, day) => bit === "0" || frame.days.includes(day))
  );
}

export function minutesOf(frame: Frame): number[] {
  const count = Math.floor((frame.to - frame.from) / frame.step);
  return Array.from({ length: count }, (_, index) => frame.from + index * frame.step);
}

/** The stronger of two wishes for the same hour. */
function stronger(one: Wish, other: Wish): Wish {
  if (one === "never" || other === "never") return "never";
  return Math.max(one, other);
}

/** What is stated, as cells; and what cells cannot say. */
export function read(
  hours: readonly TermHours[],
  frame: Frame,
  term: { id: string },
): { painting: Painting; kept: TermHours[] } {
  const painting = new Map<string, Wish>();
  const kept: TermHours[] = [];
  for (const each of hours) {
    if (!isPaintable(each, frame, term)) {
      kept.push(each);
      continue;
    }
    const wish: Wish = each.penalty === undefined ? "never" : each.penalty;
    const end = each.start_minute + each.length_minutes;
    for (const day of frame.days) {
      if (each.days[day] !== "1") continue;
      for (let minute = each.start_minute; minute < end; minute += frame.step) {
        const key = cellKey(day, minute);
        painting.set(key, stronger(painting.get(key) ?? 0, wish));
      }
    }
  }
  return { painting, kept };
}

/** The cells as hours of the term: runs of a day, and one entry for days that share them. */
export function write(
  painting: Painting,
  frame: Frame,
  term: { id: string; weeks: number; days: number },
): TermHours[] {
  const runs = new Map<string, { start: number; end: number; wish: Wish; days: number[] }>();
  for (const day of frame.days) {
    let open: { start: number; wish: Wish } | null = null;
    for (const minute of [...minutesOf(frame), frame.to]) {
      const wish = minute < frame.to ? (painting.get(cellKey(day, minute)) ?? 0) : 0;
      if (open && open.wish !== wish) {
        const key = `${open.start}-${minute}-${open.wish}`;
        const run = runs.get(key) ?? { ...open, end: minute, days: [] };
        runs.set(key, { ...run, days: [...run.days, day] });
        open = null;
      }
      if (!open && wish !== 0) open = { start: minute, wish };
    }
  }
  return [...runs.values()].map(({ start, end, wish, days }) => ({
    term: term.id,
    weeks: "1".repeat(term.weeks),
    days: Array.from({ length: term.days }, (_, day) => (days.includes(day) ? "1" : "0")).join(
      "",
    ),
    start_minute: start,
    length_minutes: end - start,
    ...(wish !== "never" && { penalty: wish }),
  }));
}

/** The painting with these cells in another colour; the same one where nothing changes. */
export function paint(painting: Painting, keys: readonly string[], wish: Wish): Painting {
  const changed = keys.filter((key) => (painting.get(key) ?? 0) !== wish);
  if (changed.length === 0) return painting;
  const next = new Map(painting);
  for (const key of changed) {
    if (wish === 0) next.delete(key);
    else next.set(key, wish);
  }
  return next;
}

export function samePainting(one: Painting, other: Painting): boolean {
  return one.size === other.size && [...one].every(([key, wish]) => other.get(key) === wish);
}
