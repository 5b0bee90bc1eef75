"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { comparisonQuery } from "@/api/differences";
import type { Timetable } from "@/api/types";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { HourCell, HoursTable } from "@/components/week/hours-table";
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
  const { data, error, refetch } = useQuery(comparisonQuery(own.id, other.id));
  const map = data && hoursMap(data.hours, department);
  return (
    <Card>
      <CardHeader title={t("title")} description={t("text", { name: other.name })} />
      <div className="border-t border-line p-4">
        {error ? (
          <ErrorState error={error} onRetry={() => refetch()} className="py-4" />
        ) : !map ? (
          <SkeletonRows rows={8} className="p-0" />
        ) : (
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
        )}
      </div>
    </Card>
  );
}
