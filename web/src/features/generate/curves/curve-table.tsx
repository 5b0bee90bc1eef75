"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/components/format";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { pointAt, timeSpan, timeTicks, type Curve } from "@/lib/curves";
import type { ChartLine } from "./chart-line";

/** The curves as numbers: what each variant had at a few round moments, and has now. */
export function CurveTable({
  curves,
  lines,
}: {
  curves: readonly Curve[];
  lines: readonly ChartLine[];
}) {
  const t = useTranslations("generate.curve");
  const format = useFormat();
  const span = timeSpan(curves);
  if (!span) return null;
  const moments = [...new Set([...timeTicks(...span), span[1]])];
  return (
    <details className="border-t border-line text-sm">
      <summary className="cursor-pointer px-4 py-2.5 text-xs text-muted hover:text-ink">
        {t("asTable")}
      </summary>
      <Table label={t("asTable")}>
        <thead>
          <tr>
            <Th>{t("time")}</Th>
            {lines.map((line) => (
              <Th key={line.id} numeric>
                {line.label}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {moments.map((moment) => (
            <Tr key={moment}>
              <Td className="whitespace-nowrap tabular-nums">
                {moment < 10
                  ? t("seconds", { value: format.decimal(moment, 1) })
                  : format.duration(moment)}
              </Td>
              {lines.map((line) => {
                const curve = curves.find(({ id }) => id === line.id);
                // One that ended earlier than the others has at the end what it ended with.
                const point =
                  curve && (moment === span[1] ? curve.points.at(-1) : pointAt(curve, moment));
                return (
                  <Td key={line.id} numeric className="whitespace-nowrap">
                    {!point
                      ? "–"
                      : point.hard > 0
                        ? t("violationsOf", { count: point.hard })
                        : format.number(point.cost)}
                  </Td>
                );
              })}
            </Tr>
          ))}
        </tbody>
      </Table>
    </details>
  );
}
