/** Time budgets on offer, in seconds; any other within the API's limits can be written. */
const PRESETS = [30, 60, 300, 900, 3600, 28_800] as const;

/** The presets that the API takes. */
export function presets({ least, most }: { least: number; most: number }): number[] {
  return PRESETS.filter((seconds) => seconds >= least && seconds <= most);
}

/** Units as people write them, in seconds: "s" also stands for "sec", "seconds" and so on. */
const UNITS: Record<string, number> = { s: 1, m: 60, h: 3600 };

/**
 * A span of time as people write it, in whole seconds: "90 s", "10 min", "1 h 30 min",
 * "1:30" (hours and minutes), or a bare number of minutes. Null where it is none.
 */
export function parseDuration(text: string): number | null {
  const given = text.trim().toLowerCase().replaceAll(",", ".");
  const clock = /^(\d+):([0-5]\d)$/.exec(given);
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60;
  if (/^\d+(\.\d+)?$/.test(given)) return Math.round(Number(given) * 60);
  const part = /(\d+(?:\.\d+)?)\s*(h|hours?|hrs?|m|mins?|minutes?|s|secs?|seconds?)(?![a-z])/g;
  if (given === "" || given.replaceAll(part, "").trim() !== "") return null;
  const seconds = [...given.matchAll(part)].map(
    ([, number, unit]) => Number(number) * (UNITS[unit?.[0] ?? ""] ?? 0),
  );
  return Math.round(seconds.reduce((sum, each) => sum + each, 0));
}

/** A span of time as `parseDuration` reads it back. */
export function writeDuration(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3600), "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return said.join(" ") || "0 s";
}

/** When a job started now is ready at the latest. */
export function readyAt(now: Date, budget: number): Date {
  return new Date(now.getTime() + budget * 1000);
}

/** Seconds left of a job's budget; none once it is used up. */
export function secondsLeft(startedAt: string, budget: number, now: Date): number {
  return Math.max(0, (readyAt(new Date(startedAt), budget).getTime() - now.getTime()) / 1000);
}
