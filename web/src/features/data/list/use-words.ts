"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/components/format";
import type { Column, Row, Spec } from "../spec";

/** Columns and values in the reader's words. */
export function useWords() {
  const t = useTranslations("data");
  const format = useFormat();
  const word = (words: string, value: string | number | boolean): string => {
    const key = `values.${words}.${value}` as "values.part.lab";
    return t.has(key) ? t(key) : String(value);
  };
  return {
    word,
    name: <R extends Row>({ name, nameWords }: Spec<R>, row: R) =>
      nameWords ? word(nameWords, name(row)) : name(row),
    column: <R extends Row>({ key }: Column<R>) => t(`columns.${key as "name"}`),
    /** The plain value of a row as text; "–" where there is none. */
    value: <R extends Row>(column: Column<R>, row: R): string => {
      // An answer to an edit leaves out the names of what is not set.
      const value = column.value(row) ?? null;
      if (value === null || value === "") return "–";
      if (column.words) return word(column.words, value);
      return typeof value === "number" ? format.upTo(value, 2) : String(value);
    },
  };
}
