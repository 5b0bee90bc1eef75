import type { AuditEntry } from "@/api/institution";

export interface FieldChange {
  field: string;
  /** Null where there was, or is, nothing. */
  before: string | null;
  after: string | null;
}

/** Columns that change with every edit, or say only what the entry's head says. */
const SILENT = new Set(["id", "version", "created_at", "updated_at", "institution_id"]);

/** What a change did to each column, in the order of their names. */
export function fieldChanges({
  before,
  after,
}: Pick<AuditEntry, "before" | "after">): FieldChange[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names]
    .filter((name) => !SILENT.has(name))
    .sort()
    .map((name) => ({
      field: fieldWords(name),
      before: shown(before?.[name]),
      after: shown(after?.[name]),
    }))
    .filter((change) => change.before !== change.after);
}

/** A column's name as words: `building_id` is building. */
export function fieldWords(column: string): string {
  return column.replace(/_id$/, "").replaceAll("_", " ");
}

function shown(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
