"use client";
import { useTranslations } from "next-intl";
import { CostBar, CostLegend } from "@/components/cost-bars";
import type { ComparisonProps } from "./comparison-table";
import { MeasureValue } from "./measure-value";
import { componentsOf } from "./measures";
import { TimetableActions, TimetableHead } from "./timetable-head";

/** The comparison where columns have no room: a card for each timetable. */
export function ComparisonCards({ timetables, rows, counted, most }: ComparisonProps) {
  const t = useTranslations("compare");
  return (
    <ul aria-label={t("title")}>
      {timetables.map((timetable, index) => (
        <li key={timetable.id} className="border-b border-line p-4 last:border-b-0">
          <TimetableHead
            timetable={timetable}
            best={counted.best[index] ?? 0}
            of={counted.of}
          />
          <dl className="my-3">
            {rows.map((comparison) => (
              <div key={comparison.row.key} className="grid grid-cols-2 gap-3 py-1.5 text-sm">
                <dt>
                  {t(`measures.${comparison.row.key as "cost"}`)}
                  <span className="block text-xs text-faint">
                    {t(`better.${comparison.row.better}`)}
                  </span>
                </dt>
                <dd>
                  <MeasureValue comparison={comparison} index={index} />
                </dd>
              </div>
            ))}
            <div className="py-1.5 text-sm">
              <dt className="mb-1.5">{t("components")}</dt>
              <dd className="flex flex-col gap-2">
                <CostBar components={componentsOf(timetable)} of={most} />
                <CostLegend costs={[componentsOf(timetable)]} />
              </dd>
            </div>
          </dl>
          <TimetableActions timetable={timetable} />
        </li>
      ))}
    </ul>
  );
}
