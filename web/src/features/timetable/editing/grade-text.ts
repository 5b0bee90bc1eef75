"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/components/format";
import { gradeOf, type Priced } from "@/lib/week/heat";
import type { MeetingTime } from "@/lib/week/meeting";

/** What a place would mean, in words. */
export function useGradeText(): (spot: Priced, now: MeetingTime | null) => string {
  const t = useTranslations("edit.grades");
  const format = useFormat();
  return (spot, now) => {
    const grade = gradeOf(spot, now);
    const cost = format.number(Math.abs(spot.cost));
    if (grade === "better") return t("better", { hard: Math.max(0, -spot.hard), cost });
    if (grade === "breaks") return t("breaks", { hard: spot.hard });
    return t(grade, { cost });
  };
}
