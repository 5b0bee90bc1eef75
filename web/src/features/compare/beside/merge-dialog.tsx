"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { mergeTimetable } from "@/api/differences";
import { ApiError } from "@/api/errors";
import type { Timetable } from "@/api/types";
import { Refusal } from "@/components/refusal";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Segmented } from "@/components/ui/segmented";
import { useNotify } from "@/components/ui/toast";

interface MergeDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  from: Timetable;
  into: Timetable;
  /** Names of the classes that are taken over, by id. */
  classes: ReadonlyMap<string, string>;
  onDone: () => void;
}

type Choices = Record<string, "ours" | "theirs">;

/** Takes places over into a draft; what both have moved is decided class by class. */
export function MergeDialog(props: MergeDialogProps) {
  const { open, onOpenChange, from, into, classes, onDone } = props;
  const t = useTranslations("compare.beside.merge");
  const client = useQueryClient();
  const notify = useNotify();
  const [choose, setChoose] = useState<Choices>({});
  const areRelated = from.copy_of === into.id || into.copy_of === from.id;
  const merging = useMutation({
    mutationFn: (accept: string[]) =>
      mergeTimetable({
        into: into.id,
        version: into.version,
        other: from.id,
        classes: [...classes.keys()],
        // Neither is a copy of the other: whatever differs was asked to be taken over.
        choose: areRelated ? choose : { ...theirs([...classes.keys()]), ...choose },
        accept,
      }),
    onSuccess: ({ edits }) => {
      notify({ tone: "good", title: t("done", { count: edits.length, name: into.name }) });
      close(false);
      onDone();
      return client.invalidateQueries({ queryKey: ["timetables"] });
    },
    onError: (error) => setChoose((before) => ({ ...theirs(conflictsOf(error)), ...before })),
  });
  const close = (next: boolean) => {
    onOpenChange(next);
    setChoose({});
    merging.reset();
  };
  const conflicts = Object.keys(choose);
  const isRefused = merging.error && conflictsOf(merging.error).length === 0;
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={t("title", { count: classes.size })}
      description={t("text", { from: from.name, into: into.name })}
      footer={
        <>
          <Button onClick={() => close(false)}>{t("cancel")}</Button>
          <Button variant="primary" busy={merging.isPending} onClick={() => merging.mutate([])}>
            {t("confirm")}
          </Button>
        </>
      }
    >
      {(conflicts.length > 0 || isRefused) && (
        <div className="flex flex-col gap-4">
          {conflicts.length > 0 && (
            <>
              <p className="text-sm text-muted">{t("conflicts")}</p>
              <ul className="flex flex-col gap-3">
                {conflicts.map((id) => (
                  <li key={id} className="flex flex-wrap items-center justify-between gap-2">
                    <span className="text-sm font-medium">{classes.get(id)}</span>
                    <Segmented
                      label={t("whose", { name: classes.get(id) ?? "" })}
                      value={choose[id]!}
                      onChange={(whose) => setChoose({ ...choose, [id]: whose })}
                      options={[
                        { value: "theirs", label: from.name },
                        { value: "ours", label: into.name },
                      ]}
                    />
                  </li>
                ))}
              </ul>
            </>
          )}
          {isRefused && (
            <Refusal
              error={merging.error}
              busy={merging.isPending}
              onAccept={(keys) => merging.mutate(keys)}
            />
          )}
        </div>
      )}
    </Dialog>
  );
}

/** Ids of the classes that both have moved, where that is why a merge was refused. */
function conflictsOf(error: unknown): string[] {
  if (!(error instanceof ApiError) || error.code !== "merge_conflicts") return [];
  return error.faults.flatMap(({ field }) => field ?? []);
}

function theirs(ids: string[]): Choices {
  return Object.fromEntries(ids.map((id) => [id, "theirs"]));
}
