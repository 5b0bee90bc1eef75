"use client";
import { useTranslations } from "next-intl";
import type { Timetable } from "@/api/types";
import { CostBar, CostLegend } from "@/components/cost-bars";
import { Table, Td, Th } from "@/components/ui/table";
import { cn } from "@/lib/cn";
import { MeasureValue } from "./measure-value";
import { componentsOf, isBest, type Comparison } from "./measures";
import { TimetableActions, TimetableHead } from "./timetable-head";

export interface ComparisonProps {
  timetables: readonly Timetable[];
  rows: readonly Comparison[];
  /** In how many rows each is best, of those in which they differ. */
  counted: { best: number[]; of: number };
  /** The cost that fills a bar of components. */
  most: number;
}

/** Timetables as columns, measures as rows; the best of each row is marked. */
export function ComparisonTable({ timetables, rows, counted, most }: ComparisonProps) {
  const t = useTranslations("compare");
  const headClass = "bg-surface sticky left-0 z-1 w-60 min-w-44 text-left font-normal";
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
              <TimetableHead
                timetable={timetable}
                best={counted.best[index] ?? 0}
                of={counted.of}
              />
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((comparison) => (
          <tr key={comparison.row.key}>
            <Td className={headClass}>
              <div className="text-sm">{t(`measures.${comparison.row.key as "cost"}`)}</div>
              <div className="text-xs text-faint">{t(`better.${comparison.row.better}`)}</div>
            </Td>
            {timetables.map((timetable, index) => (
              <Td
                key={timetable.id}
                className={cn(columnClass, isBest(comparison, index) && "bg-good-soft")}
              >
                <MeasureValue comparison={comparison} index={index} />
              </Td>
            ))}
          </tr>
        ))}
        <tr>
          <Td className={headClass}>
            <div className="text-sm">{t("components")}</div>
            <CostLegend costs={timetables.map(componentsOf)} />
          </Td>
          {timetables.map((timetable) => (
            <Td key={timetable.id} className={columnClass}>
              <CostBar components={componentsOf(timetable)} of={most} />
            </Td>
          ))}
        </tr>
        <tr>
          <Td className={cn(headClass, "border-b-0")}>
            <span className="sr-only">{t("actions")}</span>
          </Td>
          {timetables.map((timetable) => (
            <Td key={timetable.id} className={cn(columnClass, "border-b-0 py-3")}>
              <TimetableActions timetable={timetable} />
            </Td>
          ))}
        </tr>
      </tbody>
    </Table>
  );
}
