"use client";
import { useId, useState, type KeyboardEvent } from "react";
import { useTranslations } from "next-intl";
import { ThingPicker } from "@/components/thing-picker";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { popupClass } from "@/components/ui/popup";
import { cn } from "@/lib/cn";
import type { Column, Edit, Row } from "../spec";
import { useWords } from "./use-words";

interface EditorProps<R extends Row> {
  edit: Edit<R>;
  column: Column<R>;
  row: R;
  term: string;
  busy: boolean;
  error: string | null;
  onSave: (value: unknown) => void;
  onCancel: () => void;
}

/** The control that a value turns into while it is edited. */
export function Editor<R extends Row>(props: EditorProps<R>) {
  const { edit, column, row, term, onSave, onCancel } = props;
  const t = useTranslations("data.edit");
  const words = useWords();
  const label = words.column(column);

  if (edit.kind === "thing") {
    const id = edit.idOf(row);
    const value = id ? { id, name: String(column.value(row)) } : null;
    return (
      <ThingPicker
        kind={edit.of}
        term={term}
        value={value}
        none={edit.optional ? t("none") : undefined}
        defaultOpen
        onOpenChange={(open) => !open && onCancel()}
        onChange={(thing) => onSave(thing?.id ?? null)}
        className="-mx-2 h-7"
      />
    );
  }
  if (edit.kind === "choice" || edit.kind === "yesNo") {
    const values = edit.kind === "choice" ? edit.options : ["true", "false"];
    const options = values.map((value) => ({ value, label: words.word(column.words!, value) }));
    if (edit.kind === "choice" && edit.optional)
      options.unshift({ value: "", label: t("none") });
    return (
      <Select
        aria-label={label}
        options={options}
        value={String(column.value(row) ?? "")}
        defaultOpen
        onOpenChange={(open) => !open && onCancel()}
        onChange={(value) => onSave(edit.kind === "yesNo" ? value === "true" : value)}
        className="-mx-2 h-7 w-auto min-w-28"
      />
    );
  }
  return <TextEditor {...props} edit={edit} label={label} />;
}

function TextEditor<R extends Row>({
  edit,
  column,
  row,
  label,
  busy,
  error,
  onSave,
  onCancel,
}: EditorProps<R> & { edit: Extract<Edit<R>, { kind: "text" | "number" }>; label: string }) {
  const t = useTranslations("data.edit");
  const before = String(column.value(row) ?? "");
  const [text, setText] = useState(before);
  const [own, setOwn] = useState<string | null>(null);
  const message = useId();
  const fault = own ?? error;

  const save = () => {
    const value = text.trim();
    if (value === before) return onCancel();
    if (value === "" && !(edit.kind === "number" && edit.optional)) return setOwn(t("needed"));
    if (edit.kind === "text") return onSave(value);
    if (value === "") return onSave(null);
    if (!/^\d+(\.\d+)?$/.test(value)) return setOwn(t("number"));
    onSave(Number(value));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") save();
    if (event.key === "Escape") {
      event.stopPropagation();
      onCancel();
    }
  };
  return (
    <span className="relative -mx-2 block">
      <Input
        autoFocus
        aria-label={label}
        aria-invalid={fault !== null}
        aria-describedby={fault ? message : undefined}
        readOnly={busy}
        inputMode={edit.kind === "number" ? "decimal" : undefined}
        value={text}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setOwn(null);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => !fault && save()}
        className={cn(
          "h-7 px-[7px]",
          edit.kind === "number" ? "w-24" : "min-w-32",
          column.numeric && "ml-auto block text-right tabular-nums",
          fault && "border-bad",
        )}
      />
      {fault && (
        <span
          id={message}
          role="alert"
          className={cn(
            popupClass,
            "absolute top-full left-0 z-10 mt-1 w-max max-w-64 rounded-md px-2 py-1 text-left text-xs whitespace-normal text-bad",
            column.numeric && "right-0 left-auto",
          )}
        >
          {fault}
        </span>
      )}
    </span>
  );
}
