import { FINDING_KINDS, type FindingKind, type SheetImport } from "@/api/spreadsheets";

export type Counts = Record<FindingKind, number>;

/** How many rows of all tables are added, changed and so on. */
export function countsOf(summary: SheetImport["summary"]): Counts {
  const counts = Object.fromEntries(FINDING_KINDS.map((kind) => [kind, 0])) as Counts;
  for (const table of summary) for (const kind of FINDING_KINDS) counts[kind] += table[kind];
  return counts;
}

/** What to show first: what stands in the way, else what would happen. */
export function firstKind(counts: Counts): FindingKind {
  const order: FindingKind[] = ["error", "changed", "added", "removed", "unchanged"];
  return order.find((kind) => counts[kind] > 0) ?? "added";
}
