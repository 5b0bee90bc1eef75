"use client";
import { useTranslations } from "next-intl";
import type { CSSProperties } from "react";
import type { components } from "@/api/schema";
import { useFormat } from "@/components/format";
import { Card, CardHeader } from "@/components/ui/card";
import { useDays } from "@/components/week/words";
import { clock } from "@/lib/week/meeting";
import { roomHours } from "./use";

/** When rooms are in use: days across, hours down, each cell as full as its number says. */
export function RoomsCard({ use }: { use: components["schemas"]["Use"] }) {
  const t = useTranslations("overview.rooms");
  const format = useFormat();
  const days = useDays(null);
  const shown = roomHours(use);
  return (
    <Card>
      <CardHeader
        title={t("title")}
        description={t(use.rooms_of_department ? "ofDepartment" : "ofAll", {
          rooms: use.rooms,
        })}
      />
      <div className="border-t border-line p-4">
        {shown.busiest ? (
          <>
            <p className="mb-3 text-sm text-muted">
              {t("sentence", {
                mean: format.percent(shown.mean),
                most: format.percent(shown.busiest.share),
                day: days.name(shown.busiest.day),
                time: clock(shown.busiest.hour * 60),
              })}
            </p>
            <table aria-label={t("title")} className="w-full table-fixed text-xs tabular-nums">
              <thead>
                <tr>
                  <td className="w-12" />
                  {shown.days.map((day) => (
                    <th
                      key={day}
                      scope="col"
                      className="pb-1 text-center font-medium text-faint"
                    >
                      {days.name(day, "short")}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {shown.hours.map((hour) => (
                  <tr key={hour}>
                    <th scope="row" className="pr-2 text-right font-normal text-faint">
                      {clock(hour * 60)}
                    </th>
                    {shown.days.map((day) => (
                      <Share key={day} share={shown.shareAt(day, hour)} />
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        ) : (
          <p className="text-sm text-muted">{t("none")}</p>
        )}
      </div>
    </Card>
  );
}

/** Deep enough to be told from the next, and never so deep that its number is hard to read. */
const DEEPEST = 46;

function Share({ share }: { share: number }) {
  const format = useFormat();
  const style = {
    background: `color-mix(in oklab, var(--color-accent) ${Math.round(DEEPEST * share)}%, var(--color-surface))`,
  } as CSSProperties;
  return (
    <td className="p-px">
      <span
        style={style}
        className="grid h-7 place-items-center rounded-sm text-ink ring-1 ring-line ring-inset"
      >
        {share > 0 && format.percent(share)}
      </span>
    </td>
  );
}
