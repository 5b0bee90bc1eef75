"use client";
import { useTranslations } from "next-intl";
import type { components } from "@/api/schema";
import { useFormat } from "@/components/format";
import { Card, CardHeader } from "@/components/ui/card";
import { HourCell, HoursTable } from "@/components/week/hours-table";
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
            <HoursTable
              label={t("title")}
              days={shown.days}
              hours={shown.hours}
              cell={(day, hour) => {
                const share = shown.shareAt(day, hour);
                return <HourCell share={share}>{share > 0 && format.percent(share)}</HourCell>;
              }}
            />
          </>
        ) : (
          <p className="text-sm text-muted">{t("none")}</p>
        )}
      </div>
    </Card>
  );
}
