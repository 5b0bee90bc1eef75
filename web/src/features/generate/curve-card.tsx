"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/components/format";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/state";
import { variantColor, variantDash } from "@/components/variant-color";
import { bestRow, type BoardRow } from "./board";
import { CurveTable } from "./curves/curve-table";
import { LineSample } from "@/components/line-sample";
import { Plot } from "./curves/plot";

/** The large curves: violations and best cost over time, a line per variant. */
export function CurveCard({ rows, ended }: { rows: readonly BoardRow[]; ended?: boolean }) {
  const t = useTranslations("generate");
  const names = useTranslations("jobs");
  const format = useFormat();
  const drawn = rows.filter(({ curve }) => curve.length > 0);
  const curves = drawn.map(({ id, curve, seconds }) => ({ id, points: curve, until: seconds }));
  const lines = drawn.map(({ id, index }) => ({
    id,
    label: index === 0 ? names("prepare") : names("variant", { index }),
    color: variantColor(index),
    dash: variantDash(index),
  }));
  const best = bestRow(rows);
  return (
    <Card className="flex flex-col">
      <CardHeader
        title={t("curveTitle")}
        description={`${t("curveDescription")} ${t(ended ? "curveEnded" : "curveRunning")}`}
      />
      {drawn.length === 0 ? (
        <EmptyState title={t("curveEmptyTitle")} description={t("curveEmpty")} />
      ) : (
        <>
          <div className="px-3">
            <Plot
              curves={curves}
              lines={lines}
              label={
                best?.hard === 0
                  ? t("curveLabel", { cost: format.number(best.cost ?? 0) })
                  : t("curveLabelBroken", { count: best?.hard ?? 0 })
              }
            />
          </div>
          <ul className="flex flex-wrap gap-x-4 gap-y-1 px-4 py-3 text-xs text-muted">
            {lines.map((line) => (
              <li key={line.id} className="flex items-center gap-1.5">
                <LineSample line={line} />
                {line.label}
              </li>
            ))}
          </ul>
          <CurveTable curves={curves} lines={lines} />
        </>
      )}
    </Card>
  );
}
