"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import {
  changeImport,
  importKey,
  stepImport,
  type ImportChanges,
  type ImportStep,
  type SheetImport,
} from "@/api/spreadsheets";

/** Changes an import, or has it checked, run or undone; the answer is what the page shows. */
export function useImportSteps(found: SheetImport) {
  const client = useQueryClient();
  const router = useRouter();
  const show = (next: SheetImport) => client.setQueryData(importKey(found.id), next);
  const change = useMutation({
    mutationFn: (changes: ImportChanges) => changeImport(found, changes),
    onSuccess: show,
    // Somebody else may have changed it: show how it is.
    onError: () => client.invalidateQueries({ queryKey: importKey(found.id) }),
  });
  const step = useMutation({
    mutationFn: (name: ImportStep) => stepImport(found, name),
    onSuccess: (next, name) => {
      show(next);
      if (name === "check") return;
      // What the lists show is not what is stored any more; the frame lists the terms.
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "sheets" });
      router.refresh();
    },
  });
  /** Lets entries break these requirements; the rows are checked anew. */
  const accept = (keys: string[]) =>
    change.mutate({ accept: keys }, { onSuccess: () => step.mutate("check") });
  return { change, step, accept, isPending: change.isPending || step.isPending };
}
