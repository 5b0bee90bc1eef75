"use client";
import { useTranslations } from "next-intl";
import { Select } from "@/components/ui/select";
import { WeekPicker } from "@/components/week/week-picker";
import type { Term } from "@/api/types";
import { ThingPicker } from "./thing-picker";
import type { useShown } from "./use-shown";

/** Whose week, and which. */
export function Toolbar({ term, shown }: { term: Term; shown: ReturnType<typeof useShown> }) {
  const t = useTranslations("timetable");
  return (
    <div className="flex flex-wrap items-center gap-2 pb-3">
      <Select
        aria-label={t("by")}
        className="w-36 max-md:flex-1"
        value={shown.view}
        onChange={shown.setView}
        options={shown.views.map((view) => ({ value: view, label: t(`views.${view}`) }))}
      />
      <div className="min-w-0 max-md:order-2 max-md:w-full">
        <ThingPicker
          key={shown.view}
          view={shown.view}
          term={term.id}
          value={shown.thing}
          onChange={(thing) => shown.setThing(shown.view, thing.id)}
        />
      </div>
      <div className="md:ml-auto">
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
