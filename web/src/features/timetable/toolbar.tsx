"use client";
import { useTranslations } from "next-intl";
import { ThingPicker } from "@/components/thing-picker";
import { Select } from "@/components/ui/select";
import { WeekPicker } from "@/components/week/week-picker";
import type { Term } from "@/api/types";
import type { useShown } from "./use-shown";

/** Whose week, and which. */
export function Toolbar({ term, shown }: { term: Term; shown: ReturnType<typeof useShown> }) {
  const t = useTranslations("timetable");
  const kinds = useTranslations("things");
  return (
    <div className="flex flex-wrap items-center gap-2 pb-3">
      <Select
        aria-label={t("by")}
        className="w-34 shrink-0"
        value={shown.view}
        onChange={shown.setView}
        options={shown.views.map((view) => ({ value: view, label: kinds(`one.${view}`) }))}
      />
      <div className="min-w-0 flex-1 md:flex-none">
        <ThingPicker
          key={shown.view}
          kind={shown.view}
          term={term.id}
          value={shown.thing}
          onChange={(thing) => thing && shown.setThing(shown.view, thing.id)}
          className="md:w-64"
        />
      </div>
      <div className="max-md:w-full md:ml-auto">
        <WeekPicker
          weeks={term.weeks}
          week={shown.week}
          firstDay={term.first_day ?? null}
          onChange={shown.setWeek}
        />
      </div>
    </div>
  );
}
