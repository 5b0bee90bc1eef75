"use client";
import { Star } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormat } from "@/components/format";
import { cn } from "@/lib/cn";
import { standing, type Comparison, type Unit } from "./measures";

/** One timetable's value in a row: itself, how far it lies behind the best, and its bar. */
export function MeasureValue({ comparison, index }: { comparison: Comparison; index: number }) {
  const t = useTranslations("compare");
  const show = useMeasureText();
  const { row, values } = comparison;
  const value = values[index];
  if (value === undefined) return <span className="text-faint">–</span>;
  const { isBest, behind, share } = standing(comparison, value);
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-2 tabular-nums">
        <span className={cn("flex items-center gap-1.5", isBest && "font-semibold text-good")}>
          {show(value, row.unit)}
          {isBest && (
            <>
              <Star aria-hidden className="size-3.5 fill-current" />
              <span className="sr-only">{t("best")}</span>
            </>
          )}
        </span>
        {behind !== null && (
          <span className="text-xs text-muted">
            {t(`behind.${row.better}`, { difference: show(behind, row.unit) })}
          </span>
        )}
      </div>
      {share !== null && (
        <div aria-hidden className="mt-1 h-1 rounded-full bg-sunken">
          <div
            className={cn("h-full rounded-full", isBest ? "bg-good" : "bg-control")}
            style={{ width: `${100 * share}%` }}
          />
        </div>
      )}
    </>
  );
}

function useMeasureText(): (value: number, unit: Unit) => string {
  const t = useTranslations("compare.units");
  const format = useFormat();
  return (value, unit) => {
    switch (unit) {
      case "count":
        return format.number(value);
      case "percent":
        return format.percent(value, 1);
      case "minutes":
        return t("minutes", { value: format.decimal(value, 1) });
      case "hours":
        return t("hours", { value: format.decimal(value, 2) });
      case "days":
        return t("days", { value: format.decimal(value, 2) });
      case "score":
        return t("score", { value: format.decimal(value, 1) });
      case "points":
        return format.decimal(value, 2);
    }
  };
}
