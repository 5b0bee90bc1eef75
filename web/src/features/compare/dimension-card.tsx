"use client";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import type { Timetable } from "@/api/types";
import { useFormat } from "@/components/format";
import { LineSample } from "@/components/line-sample";
import { Card, CardHeader } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { variantColor, variantDash } from "@/components/variant-color";
import { radarRows } from "./dimensions";

const ScoreRadar = dynamic(() => import("./radar"), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

/** The five dimensions of the compared timetables: as shapes, and as numbers. */
export function DimensionCard({ timetables }: { timetables: readonly Timetable[] }) {
  const t = useTranslations("compare.dimensions");
  const format = useFormat();
  const rows = radarRows(timetables);
  if (rows.length === 0) return null;
  const shapes = timetables.map(({ id, name, variant }, index) => ({
    id,
    name,
    color: variantColor(variant ?? index + 1),
    dash: variantDash(variant ?? index + 1),
  }));
  return (
    <Card>
      <CardHeader title={t("title")} description={t("description")} />
      <div className="grid items-center gap-x-4 border-t border-line lg:grid-cols-[22rem_1fr]">
        {rows.length > 2 && (
          <div aria-hidden className="h-72 px-2">
            <ScoreRadar
              rows={rows.map(({ dimension, scores }) => ({
                name: t(`names.${dimension}`),
                ...scores,
              }))}
              shapes={shapes}
            />
          </div>
        )}
        <Table label={t("title")}>
          <thead>
            <tr>
              <Th>{t("timetable")}</Th>
              {rows.map(({ dimension }) => (
                <Th key={dimension} numeric title={t(`about.${dimension}`)}>
                  {t(`names.${dimension}`)}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shapes.map((shape) => (
              <Tr key={shape.id}>
                <Td className="whitespace-nowrap">
                  <span className="flex items-center gap-2">
                    <LineSample line={shape} />
                    {shape.name}
                  </span>
                </Td>
                {rows.map(({ dimension, scores }) => (
                  <Td key={dimension} numeric>
                    {scores[shape.id] === undefined
                      ? "–"
                      : format.decimal(scores[shape.id] ?? 0, 1)}
                  </Td>
                ))}
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Card>
  );
}
