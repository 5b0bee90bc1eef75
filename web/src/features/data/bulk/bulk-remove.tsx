"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useNotify } from "@/components/ui/toast";
import { readAgain } from "../list/read-again";
import type { Row, Spec } from "../spec";
import { RefusedRows } from "./refused-rows";
import { removeRows } from "./write";

/** Deletes all of the rows, or none. What hangs on them goes with them, so it asks first. */
export function BulkRemove<R extends Row>({
  spec,
  rows,
  onDone,
  onClose,
}: {
  spec: Spec<R>;
  rows: readonly R[];
  onDone: () => void;
  onClose: () => void;
}) {
  const t = useTranslations("data.bulk");
  const one = useTranslations("data.remove");
  const notify = useNotify();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removeRows(spec.entity, rows),
    onSuccess: () => {
      readAgain(client, spec.entity, true);
      notify({ title: t("removed", { count: rows.length }) });
      onDone();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("removeTitle", { count: rows.length })}
      description={t("removeText")}
      footer={
        <>
          <Button onClick={onClose}>{t("keep")}</Button>
          <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
            {one("confirm")}
          </Button>
        </>
      }
    >
      {remove.error && <RefusedRows spec={spec} rows={rows} error={remove.error} />}
    </Dialog>
  );
}
