import type { Edit } from "@/api/types";

/** Classes that are elsewhere now than before the first change of this draft by hand. */
export function changedClasses(edits: readonly Edit[]): Set<string> {
  const before = new Map<string, string>();
  const after = new Map<string, string>();
  for (const edit of edits) {
    if (!before.has(edit.cls)) before.set(edit.cls, placeKey(edit.before));
    after.set(edit.cls, placeKey(edit.after));
  }
  return new Set(
    [...after].filter(([cls, key]) => key !== before.get(cls)).map(([cls]) => cls),
  );
}

function placeKey(place: Edit["after"]): string {
  return place
    ? [place.weeks, place.days, place.start_minute, place.length_minutes, place.room].join()
    : "";
}

/** Edits that were not written from here, by who made them. */
export function foreignEdits(
  edits: readonly Edit[],
  after: number,
  own: ReadonlySet<string>,
): Edit[][] {
  const groups = new Map<string | null, Edit[]>();
  for (const edit of edits) {
    if (edit.number <= after || own.has(edit.id)) continue;
    const by = edit.by?.id ?? null;
    groups.set(by, [...(groups.get(by) ?? []), edit]);
  }
  return [...groups.values()];
}
