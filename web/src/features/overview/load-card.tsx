"use client";
import { useTranslations } from "next-intl";
import type { components } from "@/api/schema";
import { useFormat } from "@/components/format";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";

/** How many instructors teach how many hours a week. */
export function LoadCard({ use }: { use: components["schemas"]["Use"] }) {
  const t = useTranslations("overview.load");
  const format = useFormat();
  const most = Math.max(1, ...use.load.map(({ instructors }) => instructors));
  const teaching = use.load.reduce((sum, { instructors }) => sum + instructors, 0);
  // Bands above the last that anybody is in say nothing.
  const last = use.load.findLastIndex(({ instructors }) => instructors > 0);
  return (
    <Card>
      <CardHeader
        title={t("title")}
        description={t("teaching", { count: teaching })}
        actions={
          teaching > 0 && (
            <Badge tone={use.over_limit > 0 ? "caution" : "good"}>
              {t("over", { count: use.over_limit })}
            </Badge>
          )
        }
      />
      <div className="border-t border-line p-4">
        {teaching === 0 ? (
          <p className="text-sm text-muted">{t("none")}</p>
        ) : (
          <table aria-label={t("title")} className="w-full text-sm tabular-nums">
            <tbody>
              {use.load.slice(0, last + 1).map((band) => (
                <tr key={band.from_hours}>
                  <th
                    scope="row"
                    className="w-24 py-1 pr-3 text-left text-xs font-normal whitespace-nowrap text-faint"
                  >
                    {band.to_hours === null
                      ? t("from", { from: band.from_hours })
                      : t("band", { from: band.from_hours, to: band.to_hours })}
                  </th>
                  <td className="py-1">
                    <span className="flex items-center gap-2">
                      <span
                        aria-hidden
                        className="h-4 min-w-px rounded-sm bg-accent"
                        style={{ width: `${(84 * band.instructors) / most}%` }}
                      />
                      {format.number(band.instructors)}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Card>
  );
}
