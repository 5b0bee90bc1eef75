"use client";
import type { Column, Row } from "../spec";
import { useWords } from "./use-words";

/** The value of a column as it stands in the list. */
export function Value<R extends Row>({ column, row }: { column: Column<R>; row: R }) {
  const words = useWords();
  const value = column.value(row) ?? null;
  if (value === null || value === "") return <span className="text-faint">–</span>;
  return column.render ? column.render(row) : words.value(column, row);
}
