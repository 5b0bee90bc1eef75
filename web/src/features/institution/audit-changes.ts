import type { AuditEntry } from "@/api/institution";

export interface FieldChange {
  field: string;
  /** Null where there was, or is, nothing. */
  before: string | null;
  after: string | null;
}

/** How a column's value is said, where the value alone does not say it. */
export type ValueWords = (column: string, value: unknown) => string | null;

/** Columns that change with every edit, or say only what the entry's head says. */
const SILENT = new Set(["id", "version", "created_at", "updated_at", "institution_id"]);

/** What a change did to each column, in the order of their names. */
export function fieldChanges(
  { object, before, after, names }: Pick<AuditEntry, "object" | "before" | "after" | "names">,
  words: ValueWords,
): FieldChange[] {
  const shown = (column: string, value: unknown): string | null => {
    if (value === null || value === undefined || value === "") return null;
    if (typeof value === "string" && names[value]) return names[value];
    return words(column, value) ?? (typeof value === "string" ? value : JSON.stringify(value));
  };
  const columns = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...columns]
    .filter((column) => !SILENT.has(column))
    .filter((column) => ![before?.[column], after?.[column]].includes(object))
    .sort()
    .map((column) => ({
      field: fieldWords(column),
      before: shown(column, before?.[column]),
      after: shown(column, after?.[column]),
    }))
    .filter((change) => change.before !== change.after);
}

/** A column's name as words: `building_id` is building, `cls_id` class. */
export function fieldWords(column: string): string {
  return column
    .replace(/(?<!^external)_id$/, "")
    .replace(/^cls$/, "class")
    .replace(/_minutes?$/, "")
    .replaceAll("_", " ");
}
