"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFieldErrors } from "@/components/error-text";
import { useSession } from "@/components/session";
import { Button } from "@/components/ui/button";
import { FormDialog } from "@/components/ui/form-dialog";
import { useNotify } from "@/components/ui/toast";
import { mayAdd } from "../rights";
import type { Row, Spec } from "../spec";
import { type Draft, emptyDraft, givenColumns, missing, toBody } from "./draft";
import { DraftField } from "./draft-field";
import { readAgain } from "./read-again";
import { useWords } from "./use-words";

interface AddRowProps<R extends Row> {
  spec: Spec<R>;
  term: string;
  /** What the form begins with, by column. */
  given?: Draft;
  size?: "sm";
  /** Called with the new row's id, and its name. */
  onAdded?: (id: string, name: string) => void;
}

/** The button that adds a row, and its form. */
export function AddRow<R extends Row>(props: AddRowProps<R>) {
  const t = useTranslations("data");
  const { membership } = useSession().me;
  const [isOpen, setOpen] = useState(false);
  if (!props.spec.create || !mayAdd(membership, props.spec.entity)) return null;
  return (
    <>
      <Button size={props.size} onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        {t(`entities.${props.spec.entity}.add`)}
      </Button>
      {isOpen && <AddDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function AddDialog<R extends Row>({
  spec,
  term,
  given,
  onAdded,
  onClose,
}: AddRowProps<R> & { onClose: () => void }) {
  const t = useTranslations("data");
  const { me, terms } = useSession();
  const words = useWords();
  const notify = useNotify();
  const client = useQueryClient();
  const columns = givenColumns(spec.columns);
  const [draft, setDraft] = useState<Draft>(() =>
    emptyDraft(columns, me.membership?.department, given),
  );
  const [isTried, setTried] = useState(false);
  const isOwn = terms.find(({ id }) => id === term)?.self_contained;
  const add = useMutation({
    mutationFn: () =>
      spec.create!(
        {
          ...toBody(columns, draft),
          ...(spec.ofTerm && isOwn && { term }),
        },
        term,
      ),
    onSuccess: (row) => {
      readAgain(client, spec.entity);
      const name = words.name(spec, row);
      notify({ tone: "good", title: t("add.added", { name }) });
      onClose();
      onAdded?.(row.id, name);
    },
  });
  const faults = useFieldErrors()(add.error);
  const gaps = isTried ? missing(columns, draft) : [];
  return (
    <FormDialog
      title={t(`entities.${spec.entity}.add`)}
      form="add-row"
      submit={t("add.save")}
      busy={add.isPending}
      onClose={onClose}
    >
      <form
        id="add-row"
        className="flex flex-col gap-4 pt-1"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (missing(columns, draft).length === 0) add.mutate();
        }}
      >
        {columns.map((column) => (
          <DraftField
            key={column.key}
            column={column}
            term={term}
            value={draft[column.key] ?? null}
            onChange={(value) => setDraft({ ...draft, [column.key]: value })}
            error={gaps.includes(column.key) ? t("edit.needed") : faults[column.edit!.field]}
          />
        ))}
        {faults[""] && (
          <p role="alert" className="text-sm text-bad">
            {faults[""]}
          </p>
        )}
      </form>
    </FormDialog>
  );
}
