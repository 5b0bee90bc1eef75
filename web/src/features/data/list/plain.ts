import type { Column, Row } from "../spec";

/** The value that an edit of the column writes to have the row as it was. */
export function plain<R extends Row>(column: Column<R>, row: R): unknown {
  const edit = column.edit!;
  if (edit.kind === "thing") return edit.idOf(row);
  const value = column.value(row);
  return value === null && (edit.kind === "choice" || edit.kind === "text") ? "" : value;
}
