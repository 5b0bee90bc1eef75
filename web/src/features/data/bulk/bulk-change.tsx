"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Select } from "@/components/ui/select";
import { useNotify } from "@/components/ui/toast";
import { missing, valueOf, type Draft } from "../list/draft";
import { DraftField } from "../list/draft-field";
import { readAgain } from "../list/read-again";
import { useWords } from "../list/use-words";
import type { Column, Row, Spec } from "../spec";
import { RefusedRows } from "./refused-rows";
import { changeRows, restoring } from "./write";

/** The columns of which many rows may have the same value: what is typed tells rows apart. */
export function bulkColumns<R extends Row>(spec: Spec<R>): Column<R>[] {
  return spec.columns.filter(({ edit }) => edit && edit.kind !== "text");
}

/** Of which rows, as they were, a column was written. */
interface Done<R extends Row> {
  column: Column<R>;
  rows: readonly R[];
}

interface BulkChangeProps<R extends Row> {
  spec: Spec<R>;
  term: string;
  rows: readonly R[];
  onDone: () => void;
  onClose: () => void;
}

/** Gives one value to all of the rows, which can be taken back. */
export function BulkChange<R extends Row>({
  spec,
  term,
  rows,
  onDone,
  onClose,
}: BulkChangeProps<R>) {
  const t = useTranslations("data.bulk");
  const edit = useTranslations("data.edit");
  const words = useWords();
  const notify = useNotify();
  const client = useQueryClient();
  const columns = bulkColumns(spec);
  const [column, setColumn] = useState(columns[0]!);
  /** Undefined until somebody chose one: to write none is a choice, too. */
  const [value, setValue] = useState<Draft[string] | undefined>();
  const [isTried, setTried] = useState(false);
  const isMissing =
    value === undefined || missing([column], { [column.key]: value }).length > 0;
  const onSettled = () => readAgain(client, spec.entity);

  const undo = useMutation({
    mutationFn: async (done: Done<R>) => {
      for (const write of restoring(done.column, done.rows))
        await changeRows(spec.entity, write);
    },
    onSettled,
    onSuccess: (_, done) => notify({ title: t("undone", { count: done.rows.length }) }),
    onError: () => notify({ tone: "bad", title: t("notUndone") }),
  });
  const write = useMutation({
    mutationFn: ({ column, rows }: Done<R>) =>
      changeRows(spec.entity, {
        rows,
        values: { [column.edit!.field]: valueOf(column, value ?? null) },
      }),
    // Also where it was refused: some may have been changed meanwhile.
    onSettled,
    onSuccess: (_, done) => {
      notify({
        tone: "good",
        title: t("changed", { count: done.rows.length }),
        description: words.column(done.column),
        action: { label: edit("undo"), onClick: () => undo.mutate(done) },
      });
      onDone();
    },
  });
  return (
    <FormDialog
      title={t("title", { count: rows.length })}
      description={t("text")}
      form="bulk"
      submit={t("title", { count: rows.length })}
      busy={write.isPending}
      onClose={onClose}
    >
      <form
        id="bulk"
        className="flex flex-col gap-4 pt-1"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!isMissing && !write.isPending) write.mutate({ column, rows });
        }}
      >
        <Field label={t("what")}>
          <Select
            value={column.key}
            onChange={(key) => {
              setColumn(columns.find((each) => each.key === key)!);
              setValue(undefined);
              write.reset();
            }}
            options={columns.map((each) => ({ value: each.key, label: words.column(each) }))}
          />
        </Field>
        <DraftField
          key={column.key}
          column={column}
          term={term}
          value={value}
          onChange={setValue}
          error={isTried && isMissing ? edit("needed") : undefined}
        />
        {write.error && <RefusedRows spec={spec} rows={rows} error={write.error} />}
      </form>
    </FormDialog>
  );
}
