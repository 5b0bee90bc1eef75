"use client";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useFormat } from "@/components/format";
import { Card, CardHeader } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { variantColor } from "@/components/variant-color";
import { chartRows } from "@/lib/curves";
import { bestRow, type BoardRow } from "./board";

const CostChart = dynamic(() => import("@/components/cost-chart"), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

/** The large curve: best cost over time, a line per variant. */
export function CurveCard({ rows }: { rows: readonly BoardRow[] }) {
  const t = useTranslations("generate");
  const names = useTranslations("jobs");
  const format = useFormat();
  const data = chartRows(
    rows.map(({ id, curve, seconds }) => ({ id, points: curve, until: seconds })),
  );
  const drawn = rows.filter((row) => data.some((point) => row.id in point));
  const best = bestRow(rows);
  return (
    <Card className="flex flex-col">
      <CardHeader title={t("curveTitle")} description={t("curveDescription")} />
      <div className="h-64 px-3 md:h-80">
        {data.length > 0 ? (
          <CostChart
            rows={data}
            label={t("curveLabel", { cost: format.number(best?.cost ?? 0) })}
            lines={drawn.map((row) => ({
              id: row.id,
              label: rowName(row),
              color: variantColor(row.index),
            }))}
          />
        ) : (
          <EmptyState
            className="h-full justify-center py-0"
            title={t("curveEmptyTitle")}
            description={best?.hard ? t("curveBroken", { count: best.hard }) : t("curveEmpty")}
          />
        )}
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 px-4 py-3 text-xs text-muted">
        {drawn.map((row) => (
          <li key={row.id} className="flex items-center gap-1.5">
            <span
              aria-hidden
              className="h-0.5 w-3 rounded-full"
              style={{ background: variantColor(row.index) }}
            />
            {rowName(row)}
          </li>
        ))}
      </ul>
    </Card>
  );

  function rowName(row: BoardRow): string {
    return row.index === 0 ? names("prepare") : names("variant", { index: row.index });
  }
}
