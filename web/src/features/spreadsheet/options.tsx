"use client";
import { useTranslations } from "next-intl";
import type { SheetImport } from "@/api/spreadsheets";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Segmented } from "@/components/ui/segmented";
import type { useImportSteps } from "./use-import";

/** What becomes of rows that the file lacks, of rows in error, and of what entries break. */
export function Options({
  found,
  steps,
}: {
  found: SheetImport;
  steps: ReturnType<typeof useImportSteps>;
}) {
  const t = useTranslations("spreadsheet.options");
  const accepted = found.accept?.length ?? 0;
  return (
    <Card>
      <CardHeader title={t("title")} />
      <div className="grid gap-4 border-t border-line p-4 sm:grid-cols-2">
        <div className="flex flex-col items-start gap-1.5">
          <p className="text-sm font-medium">{t("absent")}</p>
          <Segmented
            label={t("absent")}
            value={found.replace ? "remove" : "keep"}
            onChange={(value) => steps.change.mutate({ replace: value === "remove" })}
            options={[
              { value: "keep", label: t("keep") },
              { value: "remove", label: t("remove") },
            ]}
          />
          {found.replace && <p className="text-xs text-caution">{t("removeHint")}</p>}
        </div>
        <div className="flex flex-col items-start gap-1.5">
          <p className="text-sm font-medium">{t("faulty")}</p>
          <Segmented
            label={t("faulty")}
            value={found.row_by_row ? "others" : "nothing"}
            onChange={(value) => steps.change.mutate({ row_by_row: value === "others" })}
            options={[
              { value: "nothing", label: t("nothing") },
              { value: "others", label: t("others") },
            ]}
          />
        </div>
        {accepted > 0 && (
          <div className="flex flex-col items-start gap-1.5">
            <p className="text-sm font-medium">{t("breaking")}</p>
            <p className="text-sm text-muted">{t("accepted", { count: accepted })}</p>
            <Button size="sm" disabled={steps.isPending} onClick={() => steps.accept([])}>
              {t("takeBack")}
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}
