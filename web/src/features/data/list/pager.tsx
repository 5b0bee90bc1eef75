"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { Row } from "../spec";
import { PAGE_SIZE, type List } from "./use-list";

/** Which rows of how many are shown, and the way to the next. */
export function Pager<R extends Row>({ list }: { list: List<R> }) {
  const t = useTranslations("data.pager");
  const count = list.result.data?.count ?? 0;
  const first = (list.page - 1) * PAGE_SIZE + 1;
  return (
    <div className="flex h-11 items-center gap-1 border-t border-line pr-2 pl-4">
      <p role="status" className="mr-auto text-xs text-muted tabular-nums">
        {!list.result.data
          ? null
          : count === 0
            ? t("none")
            : t("range", { first, last: Math.min(count, first + PAGE_SIZE - 1), count })}
      </p>
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("previous")}
        disabled={list.page <= 1}
        onClick={() => list.setPage(list.page - 1)}
      >
        <ChevronLeft aria-hidden />
      </Button>
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("next")}
        disabled={list.page >= list.pages}
        onClick={() => list.setPage(list.page + 1)}
      >
        <ChevronRight aria-hidden />
      </Button>
    </div>
  );
}
