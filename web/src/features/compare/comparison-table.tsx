"use client";
import { Star } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import type { Timetable } from "@/api/types";
import { CostBar, CostLegend } from "@/components/cost-bars";
import { useFormat } from "@/components/format";
import { TimetableStateBadge } from "@/components/timetable-state";
import { ButtonLink } from "@/components/ui/button";
import { Table, Td, Th } from "@/components/ui/table";
import { cn } from "@/lib/cn";
import { compare, countBest, type Unit } from "./measures";
import { PublishButton } from "./publish-button";

/** Timetables as columns, measures as rows; the best of each row is marked. */
export function ComparisonTable({
  timetables,
  mayPublish,
}: {
  timetables: readonly Timetable[];
  mayPublish: boolean;
}) {
  const t = useTranslations("compare");
  const show = useMeasureText();
  const rows = compare(timetables);
  const counted = countBest(rows);
  const most = Math.max(1, ...timetables.map(({ score }) => score.total));
  const headClass = "bg-surface sticky left-0 z-1 w-60 min-w-44";
  const columnClass = "min-w-40 border-l";

  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th className={headClass}>
            <span className="sr-only">{t("measure")}</span>
          </Th>
          {timetables.map((timetable, index) => (
            <Th
              key={timetable.id}
              className={cn(columnClass, "h-auto py-3 align-top font-normal")}
            >
              <div className="flex flex-col items-start gap-1.5">
                <Link
                  href={`/terms/${timetable.term}/timetables/${timetable.id}`}
                  className="text-sm font-semibold text-ink hover:underline"
                >
                  {timetable.name}
                </Link>
                <TimetableStateBadge state={timetable.state} />
                {counted.of > 0 && (
                  <span className="text-xs text-faint">
                    {t("bestIn", { count: counted.best[index] ?? 0, of: counted.of })}
                  </span>
                )}
              </div>
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ row, values, best, worst }) => (
          <tr key={row.key}>
            <Td className={headClass}>
              <div className="text-sm">{t(`measures.${row.key as "cost"}`)}</div>
              <div className="text-xs text-faint">{t(`better.${row.better}`)}</div>
            </Td>
            {values.map((value, index) => {
              const isBest = best !== null && value === best;
              return (
                <Td
                  key={timetables[index]?.id}
                  className={cn(columnClass, isBest && "bg-good-soft")}
                >
                  <div className="flex items-center gap-1.5 tabular-nums">
                    <span
                      className={cn(
                        isBest && "font-semibold text-good",
                        value === undefined && "text-faint",
                      )}
                    >
                      {value === undefined ? "–" : show(value, row.unit)}
                    </span>
                    {isBest && (
                      <>
                        <Star aria-hidden className="size-3.5 fill-current text-good" />
                        <span className="sr-only">{t("best")}</span>
                      </>
                    )}
                  </div>
                  {value !== undefined && best !== null && !isBest && worst !== best && (
                    <Bar share={(value - best) / ((worst ?? best) - best)} />
                  )}
                </Td>
              );
            })}
          </tr>
        ))}
        <tr>
          <Td className={headClass}>
            <div className="text-sm">{t("components")}</div>
            <CostLegend costs={timetables.map(({ score }) => score.components)} />
          </Td>
          {timetables.map((timetable) => (
            <Td key={timetable.id} className={columnClass}>
              <CostBar components={timetable.score.components} of={most} />
            </Td>
          ))}
        </tr>
        <tr>
          <Td className={cn(headClass, "border-b-0")}>
            <span className="sr-only">{t("actions")}</span>
          </Td>
          {timetables.map((timetable) => (
            <Td key={timetable.id} className={cn(columnClass, "border-b-0 py-3")}>
              <div className="flex flex-wrap gap-2">
                <ButtonLink
                  size="sm"
                  href={`/terms/${timetable.term}/timetables/${timetable.id}`}
                >
                  {t("open")}
                </ButtonLink>
                {mayPublish &&
                  timetable.state !== "published" &&
                  timetable.state !== "archived" && <PublishButton timetable={timetable} />}
              </div>
            </Td>
          ))}
        </tr>
      </tbody>
    </Table>
  );
}

/** How far a value lies behind the best of its row: full is the worst. */
function Bar({ share }: { share: number }) {
  return (
    <div aria-hidden className="mt-1 h-1 rounded-full bg-sunken">
      <div
        className="h-full rounded-full bg-line-strong"
        style={{ width: `${Math.round(100 * share)}%` }}
      />
    </div>
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
      case "points":
        return format.decimal(value, 2);
    }
  };
}
