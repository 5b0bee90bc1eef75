"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { FINDINGS_PAGE } from "@/api/spreadsheets";
import { Button } from "@/components/ui/button";

/** Which of the rows are shown, and the way to the next. */
export function FindingPager({
  page,
  count,
  onPage,
}: {
  page: number;
  count: number;
  onPage: (page: number) => void;
}) {
  const t = useTranslations("spreadsheet.pager");
  const first = (page - 1) * FINDINGS_PAGE + 1;
  const last = Math.min(count, page * FINDINGS_PAGE);
  if (count <= FINDINGS_PAGE) return null;
  return (
    <div className="flex h-11 items-center gap-1 border-t border-line pr-2 pl-4">
      <p role="status" className="mr-auto text-xs text-muted tabular-nums">
        {t("range", { first, last, count })}
      </p>
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("previous")}
        disabled={page <= 1}
        onClick={() => onPage(page - 1)}
      >
        <ChevronLeft aria-hidden />
      </Button>
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("next")}
        disabled={last >= count}
        onClick={() => onPage(page + 1)}
      >
        <ChevronRight aria-hidden />
      </Button>
    </div>
  );
}
