import { FINDING_KINDS, type FindingKind, type SheetImport } from "@/api/spreadsheets";

export type Counts = Record<FindingKind, number>;

/** How many rows of all tables are added, changed and so on. */
export function countsOf(summary: SheetImport["summary"]): Counts {
  const counts = Object.fromEntries(FINDING_KINDS.map((kind) => [kind, 0])) as Counts;
  for (const table of summary) for (const kind of FINDING_KINDS) counts[kind] += table[kind];
  return counts;
}

/** What to show first: what stands in the way, and of an import that is over what it did. */
export function firstKind(counts: Counts, isOver: boolean): FindingKind {
  const did: FindingKind[] = ["changed", "added", "removed"];
  const order: FindingKind[] = isOver ? [...did, "error"] : ["error", ...did];
  order.push("unchanged");
  return order.find((kind) => counts[kind] > 0) ?? "added";
}
