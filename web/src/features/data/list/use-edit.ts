"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ApiError } from "@/api/errors";
import { useErrorText } from "@/components/error-text";
import { useNotify } from "@/components/ui/toast";
import type { Column, ListPage, Row, Spec } from "../spec";
import { plain } from "./plain";
import { listKey } from "./use-list";
import { useWords } from "./use-words";

interface Write<R extends Row> {
  row: R;
  column: Column<R>;
  value: unknown;
  /** Set for the write that takes an earlier one back, or insists on it. */
  quiet?: boolean;
}

/**
 * Writes one value of one row, from the version that was seen. A stale edit changes nothing:
 * the list is read again, and the reader is told what stands there now and can insist.
 */
export function useEdit<R extends Row>(spec: Spec<R>) {
  const t = useTranslations("data.edit");
  const client = useQueryClient();
  const notify = useNotify();
  const words = useWords();
  const describe = useErrorText();

  const replace = (row: R) =>
    client.setQueriesData<ListPage<R>>({ queryKey: listKey(spec.entity) }, (page) =>
      page && "results" in page
        ? { ...page, results: page.results.map((old) => (old.id === row.id ? row : old)) }
        : page,
    );

  const mutation = useMutation({
    mutationFn: ({ row, column, value }: Write<R>) =>
      spec.update!(row.id, { [column.edit!.field]: value, version: row.version! }),
    onSuccess: (saved, { row, column, quiet }) => {
      replace(saved);
      void client.invalidateQueries({ queryKey: ["data", spec.entity, "one", row.id] });
      void client.invalidateQueries({ queryKey: ["things"] });
      if (quiet) return;
      notify({
        tone: "good",
        title: t("saved", { name: words.name(spec, saved) }),
        description: t("change", {
          column: words.column(column),
          before: words.value(column, row),
          after: words.value(column, saved),
        }),
        action: {
          label: t("undo"),
          onClick: () =>
            mutation.mutate({ row: saved, column, value: plain(column, row), quiet: true }),
        },
      });
    },
    onError: async (error, { row, column, value, quiet }) => {
      if (!isStale(error)) {
        if (quiet || !isTyped(column)) {
          notify({
            tone: "bad",
            title: t("failed", { name: words.name(spec, row) }),
            description: describe(error),
          });
        }
        return;
      }
      await client.refetchQueries({ queryKey: listKey(spec.entity), type: "active" });
      const fresh = client
        .getQueriesData<ListPage<R>>({ queryKey: listKey(spec.entity), type: "active" })
        .flatMap(([, page]) => page?.results ?? [])
        .find(({ id }) => id === row.id);
      if (fresh && isTyped(column) && !quiet) return;
      notify({
        tone: "caution",
        title: t("stale.title", { name: words.name(spec, row) }),
        description: fresh
          ? t("stale.now", {
              column: words.column(column),
              value: words.value(column, fresh),
            })
          : t("stale.gone"),
        action: fresh && {
          label: t("stale.insist"),
          onClick: () => mutation.mutate({ row: fresh, column, value }),
        },
      });
    },
  });
  return mutation;
}

/** True where somebody else's edit came first. */
export function isStale(error: unknown): boolean {
  return error instanceof ApiError && error.code === "stale_version";
}

/** Typed values stay open with what is wrong beside them; others need a notice. */
export function isTyped<R extends Row>({ edit }: Column<R>): boolean {
  return edit?.kind === "text" || edit?.kind === "number";
}
