"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

interface PagerProps {
  /** From 1. */
  page: number;
  /** Rows of a page. */
  size: number;
  /** All rows; undefined until they are known. */
  count: number | undefined;
  onPage: (page: number) => void;
}

/** Which rows of how many are shown, and the way to the next. */
export function Pager({ page, size, count, onPage }: PagerProps) {
  const t = useTranslations("common.pager");
  const first = (page - 1) * size + 1;
  const last = Math.min(count ?? 0, page * size);
  return (
    <div className="flex h-11 items-center gap-1 border-t border-line pr-2 pl-4">
      <p role="status" className="mr-auto text-xs text-muted tabular-nums">
        {count !== undefined && (count === 0 ? t("none") : t("range", { first, last, count }))}
      </p>
      <Button
        repeats
        variant="ghost"
        size="icon"
        aria-label={t("previous")}
        disabled={page <= 1}
        onClick={() => onPage(page - 1)}
      >
        <ChevronLeft aria-hidden />
      </Button>
      <Button
        repeats
        variant="ghost"
        size="icon"
        aria-label={t("next")}
        disabled={last >= (count ?? 0)}
        onClick={() => onPage(page + 1)}
      >
        <ChevronRight aria-hidden />
      </Button>
    </div>
  );
}
