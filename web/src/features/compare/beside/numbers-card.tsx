"use client";
import { useTranslations } from "next-intl";
import type { components } from "@/api/schema";
import type { Timetable } from "@/api/types";
import { useFormat } from "@/components/format";
import { useBroken } from "@/components/review/broken";
import { Card } from "@/components/ui/card";

/** The differences in figures. */
export function NumbersCard({
  own,
  other,
  differences,
}: {
  own: Timetable;
  other: Timetable;
  differences: components["schemas"]["Differences"];
}) {
  const t = useTranslations("compare.beside.numbers");
  const format = useFormat();
  const { classes } = differences;
  const stale = own.score_stale || other.score_stale;
  const broken = [useBroken(other, true), useBroken(own, true)];
  const cost = own.score.total - other.score.total;
  const signed = `${cost > 0 ? "+" : cost < 0 ? "−" : ""}${format.number(Math.abs(cost))}`;
  const figures: [string, string][] = [
    [t("moved"), format.number(classes.moved)],
    [t("rooms"), format.number(classes.room_changed)],
    [t("placed"), format.number(classes.new + classes.cancelled)],
    [t("instructors"), format.number(differences.instructors)],
    [t("students"), format.number(differences.students)],
    [
      t("clashes"),
      `+${format.number(differences.clashes_created)} −${format.number(differences.clashes_gone)}`,
    ],
    [
      t("broken"),
      broken.map((count) => (count === undefined ? "–" : format.number(count))).join(" → "),
    ],
    [t("cost"), stale ? t("stale") : signed],
  ];
  return (
    <Card className="overflow-hidden">
      <dl className="grid grid-cols-2 sm:grid-cols-4 lg:grid-cols-8">
        {figures.map(([label, value]) => (
          <div key={label} className="-mr-px -mb-px border-r border-b border-line px-4 py-3">
            <dt className="text-xs text-faint">{label}</dt>
            <dd className="text-xl font-semibold tracking-tight tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
