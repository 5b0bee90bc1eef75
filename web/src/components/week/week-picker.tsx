"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { useDays } from "./words";

interface WeekPickerProps {
  /** Number of weeks of the term. */
  weeks: number;
  week: number | null;
  firstDay: string | null;
  onChange: (week: number | null) => void;
}

/** All weeks or one of them, with a step to its neighbours. */
export function WeekPicker({ weeks, week, firstDay, onChange }: WeekPickerProps) {
  const t = useTranslations("week");
  const days = useDays(firstDay);
  const label = (index: number) => {
    const date = days.date(index, 0);
    return date === null
      ? t("weekNumber", { week: index + 1 })
      : t("weekOf", { week: index + 1, date });
  };
  return (
    <div className="flex items-center gap-1 max-md:w-full">
      <Button
        repeats
        variant="ghost"
        size="icon"
        aria-label={t("previousWeek")}
        disabled={week === null || week === 0}
        onClick={() => week !== null && onChange(week - 1)}
      >
        <ChevronLeft aria-hidden />
      </Button>
      <Select
        aria-label={t("week")}
        className="max-md:min-w-0 max-md:flex-1 md:w-44"
        value={week === null ? "all" : String(week)}
        onChange={(value) => onChange(value === "all" ? null : Number(value))}
        options={[
          { value: "all", label: t("allWeeks") },
          ...Array.from({ length: weeks }, (_, index) => ({
            value: String(index),
            label: label(index),
          })),
        ]}
      />
      <Button
        repeats
        variant="ghost"
        size="icon"
        aria-label={t("nextWeek")}
        disabled={week !== null && week >= weeks - 1}
        onClick={() => onChange(week === null ? 0 : week + 1)}
      >
        <ChevronRight aria-hidden />
      </Button>
    </div>
  );
}
