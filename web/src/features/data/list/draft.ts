import type { Thing } from "@/api/things";
import type { Changes, Column, Row } from "../spec";

/** A row that is being written, by column: text as typed, or the thing that is picked. */
export type Draft = Record<string, string | Thing | null>;

/** The columns that a new row is given, each with how. */
export function givenColumns<R extends Row>(columns: readonly Column<R>[]): Column<R>[] {
  return columns.flatMap((column) => {
    const edit = column.add ?? column.edit;
    return edit ? [{ ...column, edit }] : [];
  });
}

/**
 * A row with nothing but what is `given` by column; what staff of a department add is their
 * department's.
 */
export function emptyDraft<R extends Row>(
  columns: readonly Column<R>[],
  department: Thing | null | undefined,
  given: Draft = {},
): Draft {
  const empty = Object.fromEntries(
    columns.map(({ key, edit }) => [
      key,
      edit?.kind === "thing" && edit.of === "department" ? (department ?? null) : "",
    ]),
  );
  return { ...empty, ...given };
}

/** Columns that need a value and have none. */
export function missing<R extends Row>(columns: readonly Column<R>[], draft: Draft): string[] {
  return columns
    .filter(({ key, edit }) => {
      const isOptional = edit!.kind === "yesNo" || ("optional" in edit! && edit.optional);
      const value = draft[key];
      return !isOptional && (value === null || (typeof value === "string" && !value.trim()));
    })
    .map(({ key }) => key);
}

/** What a draft of one column's value writes. */
export function valueOf<R extends Row>({ edit }: Column<R>, value: Draft[string]): unknown {
  if (edit!.kind === "thing") return typeof value === "string" ? null : (value?.id ?? null);
  const text = String(value ?? "").trim();
  if (edit!.kind === "yesNo") return text === "true";
  if (edit!.kind === "number" && text === "") return null;
  // A number that is none goes as it is, for the server to say so beside its field.
  return edit!.kind === "number" && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** The draft as the API takes it; what is left empty is left out. */
export function toBody<R extends Row>(columns: readonly Column<R>[], draft: Draft): Changes {
  return Object.fromEntries(
    columns.flatMap((column): [string, unknown][] => {
      const value = draft[column.key] ?? null;
      const isEmpty = typeof value === "string" ? value.trim() === "" : value === null;
      return isEmpty ? [] : [[column.edit!.field, valueOf(column, value)]];
    }),
  );
}
