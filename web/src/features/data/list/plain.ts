import type { Column, Row } from "../spec";

/** The value that an edit of the column writes to have the row as it was. */
export function plain<R extends Row>(column: Column<R>, row: R): unknown {
  const edit = column.edit!;
  if (edit.kind === "thing") return edit.idOf(row);
  // What is shown may leave out what is stored: the cost of what must hold.
  const stored = (row as unknown as Record<string, unknown>)[edit.field];
  const value = stored === undefined ? column.value(row) : stored;
  return value === null && (edit.kind === "choice" || edit.kind === "text") ? "" : value;
}
