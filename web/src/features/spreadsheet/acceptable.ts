import type { Finding } from "@/api/spreadsheets";

/** As many as the server takes. */
export const MOST_ACCEPTED = 2000;

/** Whether these rows break more than can be accepted: whatever others do, it is too much. */
export function isTooMany(rows: readonly Finding[]): boolean {
  return acceptable(rows).keys.length > MOST_ACCEPTED;
}

/** Rows that are written once the `keys` are accepted: nothing else is wrong with them. */
export function acceptable(rows: readonly Finding[]): { rows: number; keys: string[] } {
  const found = rows
    .map(({ errors }) => errors.map(({ parameters }) => parameters.key))
    .filter((keys) => keys.every((key) => typeof key === "string"));
  return { rows: found.length, keys: [...new Set(found.flat() as string[])] };
}
