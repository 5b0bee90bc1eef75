"use client";
import { CalendarPlus } from "lucide-react";
import { useTranslations } from "next-intl";
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
  const query = new URLSearchParams({ format: "ics" });
  if (membership.instructor) query.set("instructor", membership.instructor.id);
  else if (membership.student) query.set("student", membership.student.id);
  return (
    <a
      href={`/api/v1/timetables/${timetable}/export/?${query}`}
      download
      className={buttonClass()}
    >
      <CalendarPlus aria-hidden />
      {t("addToCalendar")}
    </a>
  );
}
