import type { Finding } from "@/api/spreadsheets";

/** As many as the server takes. */
export const MOST_ACCEPTED = 2000;

/** Rows that are written once the `keys` are accepted: nothing else is wrong with them. */
export function acceptable(rows: readonly Finding[]): { rows: number; keys: string[] } {
  const found = rows
    .map(({ errors }) => errors.map(({ parameters }) => parameters.key))
    .filter((keys) => keys.every((key) => typeof key === "string"));
  return { rows: found.length, keys: [...new Set(found.flat() as string[])] };
}
