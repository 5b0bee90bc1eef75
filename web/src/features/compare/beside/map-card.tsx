"use client";
import { useTranslations } from "next-intl";
import type { Timetable } from "@/api/types";
import { HourCell, HoursTable } from "@/components/week/hours-table";
import { ComparedCard } from "./compared-card";
import { hoursMap } from "./hours-map";

/** The two weeks laid over each other: which hours have more classes here, and which fewer. */
export function MapCard({
  own,
  other,
  department,
}: {
  own: Timetable;
  other: Timetable;
  department: string | null;
}) {
  const t = useTranslations("compare.beside.map");
  return (
    <ComparedCard
      own={own}
      other={other}
      title={t("title")}
      description={t("text", { name: other.name })}
    >
      {({ hours }) => {
        const map = hoursMap(hours, department);
        return (
          <HoursTable
            label={t("title")}
            days={map.days}
            hours={map.hours}
            cell={(day, hour) => {
              const { before, after } = map.at(day, hour);
              const change = after - before;
              const figures = t("cell", { other: other.name, before, own: own.name, after });
              return (
                <HourCell
                  title={figures}
                  share={Math.abs(change) / map.most}
                  color={change > 0 ? "var(--color-info)" : "var(--color-cat-2)"}
                >
                  {change > 0 ? `+${change}` : change < 0 ? `−${-change}` : before > 0 && "="}
                  {(before > 0 || after > 0) && <span className="sr-only">({figures})</span>}
                </HourCell>
              );
            }}
          />
        );
      }}
    </ComparedCard>
  );
}
