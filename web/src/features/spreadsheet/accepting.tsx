"use client";
import { useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { rowsInErrorQuery, type SheetImport } from "@/api/spreadsheets";
import { Button } from "@/components/ui/button";
import { acceptable, MOST_ACCEPTED } from "./acceptable";
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
  const { data } = useQuery(rowsInErrorQuery(found, table));
  const { rows, keys } = acceptable(data ?? []);
  if (rows === 0) return null;
  const all = [...new Set([...(found.accept ?? []), ...keys])];
  const isTooMany = all.length > MOST_ACCEPTED;
  return (
    <div className="flex flex-wrap items-center gap-3 border-b border-line bg-caution-soft px-4 py-3">
      <p className="min-w-60 flex-1 text-sm text-pretty">
        {t("ask", { count: rows })} {isTooMany && t("tooMany", { most: MOST_ACCEPTED })}
      </p>
      {!isTooMany && (
        <Button disabled={steps.isPending} onClick={() => steps.accept(all)}>
          <Check aria-hidden />
          {t("accept")}
        </Button>
      )}
    </div>
  );
}
