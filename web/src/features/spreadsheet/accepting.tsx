"use client";
import { useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { rowsInErrorQuery, type SheetImport } from "@/api/spreadsheets";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { acceptable, isTooMany, MOST_ACCEPTED } from "./acceptable";
import type { useImportSteps } from "./use-import";

/** Asks whether entries may break what they break; nothing where something else is wrong. */
export function Accepting({
  found,
  table,
  steps,
}: {
  found: SheetImport;
  table: number;
  steps: ReturnType<typeof useImportSteps>;
}) {
  const t = useTranslations("spreadsheet.accept");
  const { data, error, refetch } = useQuery(rowsInErrorQuery(found, table, isTooMany));
  if (error) return <ErrorState error={error} onRetry={() => refetch()} />;
  const { rows, keys } = acceptable(data ?? []);
  if (rows === 0) return null;
  const all = [...new Set([...(found.accept ?? []), ...keys])];
  const isMore = all.length > MOST_ACCEPTED;
  return (
    <div className="flex flex-wrap items-center gap-3 border-b border-line bg-caution-soft px-4 py-3">
      <p className="min-w-60 flex-1 text-sm text-pretty">
        {isMore ? t("tooMany", { most: MOST_ACCEPTED }) : t("ask", { count: rows })}
      </p>
      {!isMore && (
        <Button disabled={steps.isPending} onClick={() => steps.accept(all)}>
          <Check aria-hidden />
          {t("accept")}
        </Button>
      )}
    </div>
  );
}
