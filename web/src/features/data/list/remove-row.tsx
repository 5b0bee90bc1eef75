"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/error-text";
import { useSession } from "@/components/session";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useNotify } from "@/components/ui/toast";
import { isRemovable } from "../rights";
import type { Row, Spec } from "../spec";
import { readAgain } from "./read-again";
import { useWords } from "./use-words";
import { Value } from "./value";

interface RemoveRowProps<R extends Row> {
  spec: Spec<R>;
  row: R;
  onRemoved: () => void;
}

/** The button that deletes a row. What hangs on the row goes with it, so it asks first. */
export function RemoveRow<R extends Row>({ spec, row, onRemoved }: RemoveRowProps<R>) {
  const t = useTranslations("data.remove");
  const words = useWords();
  const describe = useErrorText();
  const notify = useNotify();
  const client = useQueryClient();
  const { membership } = useSession().me;
  const [isOpen, setOpen] = useState(false);
  const name = words.name(spec, row);
  const remove = useMutation({
    mutationFn: () => spec.remove!(row.id),
    onSuccess: () => {
      setOpen(false);
      notify({ title: t("removed", { name }) });
      onRemoved();
      readAgain(client, spec.entity, true);
    },
  });
  if (!isRemovable(membership, spec, row)) return null;
  return (
    <>
      <Button variant="ghost" size="sm" onClick={() => setOpen(true)}>
        <Trash2 aria-hidden />
        {t("open")}
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={(open) => {
          setOpen(open);
          remove.reset();
        }}
        title={t("title", { name })}
        description={t("text")}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{t("keep")}</Button>
            <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
              {t("confirm")}
            </Button>
          </>
        }
      >
        {/* A name of a kind says little: what the row is about, as in its list. */}
        {spec.nameWords && (
          <div className="text-sm font-medium">
            <Value column={spec.columns[0]} row={row} />
          </div>
        )}
        {remove.error && (
          <p role="alert" className="text-sm text-bad">
            {describe(remove.error)}
          </p>
        )}
      </Dialog>
    </>
  );
}
