"use client";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DayRow } from "@/components/week/day-list";
import type { View } from "@/components/week/view";
import { layoutDay } from "@/lib/week/layout";
import { clock, endMinute, type Meeting } from "@/lib/week/meeting";
import type { TermMoment } from "@/lib/week/now";
import { dateOf, meetsInWeek } from "@/lib/week/weeks";

/** A class that is over steps back, and can still be read. */
const PAST = "[&>button]:bg-transparent [&>button]:shadow-none [&_span]:text-faint";

interface TodayProps {
  meetings: Meeting[];
  moment: TermMoment;
  firstDay: string | null;
  view: View;
  colourOf: (meeting: Meeting) => number;
  selected: string | null;
  onSelect: (meeting: Meeting) => void;
  /** A class that is not held here today. */
  isOff: (meeting: Meeting) => boolean;
  marksOf: (meeting: Meeting) => ReactNode;
}

/** Today's classes, and which is on or next. */
export function Today({ meetings, moment, ...row }: TodayProps) {
  const t = useTranslations("myWeek");
  const format = useFormatter();
  const today = layoutDay(
    moment.day,
    meetings.filter(
      ({ weeks, days }) => meetsInWeek(weeks, moment.week) && days[moment.day] === "1",
    ),
  ).blocks.flatMap((block) => block.meetings);
  const held = today.filter((meeting) => !row.isOff(meeting));
  const on = held.filter(
    (meeting) => meeting.start_minute <= moment.minute && moment.minute < endMinute(meeting),
  );
  const next = held.find((meeting) => meeting.start_minute > moment.minute);
  const status =
    held.length === 0
      ? t("today.free")
      : on[0]
        ? t("today.on", { time: clock(Math.max(...on.map(endMinute))) })
        : next
          ? t("today.next", { time: clock(next.start_minute) })
          : t("today.done");
  return (
    <section aria-labelledby="today">
      <div className="mb-3">
        <h2 id="today" className="text-xl font-semibold tracking-tight">
          {format.dateTime(dateOf(row.firstDay!, moment.week, moment.day), {
            weekday: "long",
            day: "numeric",
            month: "long",
            timeZone: "UTC",
          })}
        </h2>
        <p className="text-sm text-muted">{status}</p>
      </div>
      <ul className="grid gap-2 md:grid-cols-2 xl:grid-cols-3">
        {today.map((meeting) => (
          <li
            key={meeting.class_id}
            className={endMinute(meeting) <= moment.minute ? PAST : undefined}
          >
            <DayRow meeting={meeting} {...row} />
          </li>
        ))}
      </ul>
    </section>
  );
}
