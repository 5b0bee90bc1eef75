"use client";
import { useFormatter, useTranslations } from "next-intl";
import type { Meeting } from "@/lib/week/meeting";
import { dateOf, positions, weekPattern } from "@/lib/week/weeks";

/** A Monday: terms without a first day are counted from one. */
const ANY_MONDAY = "2024-01-01";

/** Names of the term's days, and dates where the term's first day is known. */
export function useDays(firstDay: string | null) {
  const format = useFormatter();
  const date = (week: number, day: number) => dateOf(firstDay ?? ANY_MONDAY, week, day);
  return {
    name: (day: number, style: "long" | "short" = "long") =>
      format.dateTime(date(0, day), { weekday: style, timeZone: "UTC" }),
    /** "16 Nov"; null where no week is chosen or the term has no dates. */
    date: (week: number | null, day: number) =>
      firstDay === null || week === null
        ? null
        : format.dateTime(date(week, day), { day: "numeric", month: "short", timeZone: "UTC" }),
  };
}

/** Phrases about meetings that every view of a week uses. */
export function useMeetingWords(firstDay: string | null) {
  const t = useTranslations("week");
  const days = useDays(firstDay);

  const weeks = (bits: string): string => {
    const { kind, ...values } = weekPattern(bits);
    return kind === "some"
      ? t("weeks.some", values as { count: number; text: string })
      : t(`weeks.${kind}`);
  };
  const part = (name: string): string =>
    t.has(`parts.${name as "lecture"}`) ? t(`parts.${name as "lecture"}`) : name;

  return {
    days,
    weeks,
    part,
    /** "Mon, Wed" */
    dayNames: (bits: string) =>
      positions(bits)
        .map((day) => days.name(day, "short"))
        .join(", "),
    /** The course as people call it: its code, or its name where it has no code. */
    title: (meeting: Meeting) => meeting.course.code || meeting.course.name,
    room: (meeting: Meeting) => meeting.room?.name ?? t("noRoom"),
  };
}
