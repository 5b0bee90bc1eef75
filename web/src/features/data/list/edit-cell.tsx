"use client";
import { useRef, useState } from "react";
import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { Spinner } from "@/components/ui/spinner";
import { cn } from "@/lib/cn";
import type { Column, Row, Spec } from "../spec";
import { Editor } from "./editor";
import { isStale, isTyped, useEdit } from "./use-edit";
import { useWords } from "./use-words";
import { Value } from "./value";

interface EditCellProps<R extends Row> {
  spec: Spec<R>;
  column: Column<R>;
  row: R;
  term: string;
}

/** A value that is edited where it stands: press, change, Enter. Escape leaves it as it was. */
export function EditCell<R extends Row>({ spec, column, row, term }: EditCellProps<R>) {
  const t = useTranslations("data.edit");
  const words = useWords();
  const describe = useErrorText();
  const edit = useEdit(spec);
  const [isOpen, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const value = words.value(column, row);
  // The list was read again meanwhile, so that Enter writes over what stands there now.
  const error =
    edit.error && (isStale(edit.error) ? t("stale.again", { value }) : describe(edit.error));

  const close = () => {
    setOpen(false);
    edit.reset();
    requestAnimationFrame(() => trigger.current?.focus());
  };
  const save = (next: unknown) =>
    edit.mutate(
      { row, column, value: next },
      { onSuccess: close, onError: (failed) => isStale(failed) && !isTyped(column) && close() },
    );

  if (isOpen) {
    return (
      <Editor
        edit={column.edit!}
        column={column}
        row={row}
        term={term}
        busy={edit.isPending}
        error={error}
        onSave={save}
        onCancel={close}
      />
    );
  }
  return (
    <button
      ref={trigger}
      type="button"
      onClick={() => setOpen(true)}
      aria-label={t("label", {
        column: words.column(column),
        name: words.name(spec, row),
        value,
      })}
      className={cn(
        "-mx-[9px] inline-flex min-h-7 max-w-full min-w-12 cursor-text items-center gap-1.5 truncate rounded-sm border border-transparent px-2 text-left",
        "hover:border-line-strong hover:bg-raised pointer-coarse:min-h-10 pointer-coarse:border-line",
        column.numeric && "justify-end tabular-nums",
      )}
    >
      {edit.isPending && <Spinner className="size-3" />}
      <Value column={column} row={row} />
    </button>
  );
}
