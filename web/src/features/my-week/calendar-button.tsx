"use client";
import { CalendarPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { exportPath } from "@/api/timetables";
import type { Me } from "@/api/types";
import { buttonClass } from "@/components/ui/button";

/** One's own classes as a calendar file, for the phone's or the mail program's calendar. */
export function CalendarButton({
  timetable,
  membership,
}: {
  timetable: string;
  membership: NonNullable<Me["membership"]>;
}) {
  const t = useTranslations("myWeek");
  const { instructor, student } = membership;
  const own = instructor
    ? { by: "instructor", id: instructor.id }
    : student
      ? { by: "student", id: student.id }
      : undefined;
  return (
    <a href={exportPath(timetable, "ics", own)} download className={buttonClass()}>
      <CalendarPlus aria-hidden />
      {t("addToCalendar")}
    </a>
  );
}
