"use client";
import { useTranslations } from "next-intl";
import { ThingPicker } from "@/components/thing-picker";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Column, Row } from "../spec";
import type { Draft } from "./draft";
import { useWords } from "./use-words";

interface DraftFieldProps<R extends Row> {
  column: Column<R>;
  term: string;
  /** Undefined where none is chosen yet, not even to have none. */
  value: Draft[string] | undefined;
  onChange: (value: Draft[string]) => void;
  error?: string;
}

/** One value of a row being written, under its label. */
export function DraftField<R extends Row>({
  column,
  term,
  value,
  onChange,
  error,
}: DraftFieldProps<R>) {
  const t = useTranslations("data.edit");
  const words = useWords();
  const edit = column.edit!;
  const optional = "optional" in edit && edit.optional;
  const text = typeof value === "string" ? value : "";
  const options =
    edit.kind === "choice" ? edit.options : edit.kind === "yesNo" ? ["true", "false"] : [];
  return (
    <Field
      label={
        <>
          {words.column(column)}
          {optional && <span className="font-normal text-faint"> {t("optional")}</span>}
        </>
      }
      error={error}
    >
      {edit.kind === "thing" ? (
        <ThingPicker
          kind={edit.of}
          term={term}
          value={typeof value === "string" ? null : value}
          none={optional ? t("none") : undefined}
          onChange={onChange}
        />
      ) : options.length > 0 ? (
        <Select
          value={value === undefined ? null : text}
          placeholder={t("choose")}
          onChange={onChange}
          options={[
            ...(optional ? [{ value: "", label: t("none") }] : []),
            ...options.map((option) => ({
              value: option,
              label: words.word(column.words!, option),
            })),
          ]}
        />
      ) : (
        <Input
          value={text}
          inputMode={edit.kind === "number" ? "decimal" : undefined}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
