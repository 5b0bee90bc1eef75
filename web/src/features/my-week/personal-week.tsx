"use client";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { EmptyState } from "@/components/ui/state";
import { datedMark, isOff } from "@/components/week/dated-badge";
import { DayList } from "@/components/week/day-list";
import { MeetingPanel } from "@/components/week/meeting-panel";
import { useTermMoment } from "@/components/week/use-term-moment";
import { colourKey } from "@/components/week/view";
import { WeekGrid } from "@/components/week/week-grid";
import { WeekPicker } from "@/components/week/week-picker";
import type { components } from "@/api/schema";
import { weekWith, type DatedMeeting } from "@/components/week/dated";
import type { Meeting } from "@/lib/week/meeting";
import { assignColours } from "@/lib/week/palette";
import { dateOf, meetsInWeek } from "@/lib/week/weeks";
import { ChangesCard } from "./changes-card";
import { DatedList } from "./dated-list";
import { Today } from "./today";

type Week = components["schemas"]["Week"];

interface PersonalWeekProps {
  term: { first_day: string | null; weeks: number; days: number };
  week: Week;
  view: "instructor" | "student";
}

const LONG_DATE = { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" } as const;

/** Today first, then the week: days under each other on a phone, a grid where there is room. */
export function PersonalWeek({ term, week: own, view }: PersonalWeekProps) {
  const t = useTranslations("myWeek");
  const format = useFormatter();
  const moment = useTermMoment(term);
  const [picked, setPicked] = useState<number | null | undefined>(undefined);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const colours = useMemo(
    () => assignColours([...own.meetings, ...own.instead].map((one) => colourKey(one, view))),
    [own, view],
  );

  if (own.meetings.length === 0 && own.instead.length === 0) {
    return <EmptyState title={t("none.title")} description={t(`none.${view}`)} />;
  }

  // Until a week is picked: the one that is on, or nearest; without dates all at once.
  const present = moment ? Math.min(Math.max(moment.week, 0), term.weeks - 1) : null;
  const week = picked === undefined ? present : picked;
  const inWeek = (shown: number | null): DatedMeeting[] =>
    term.first_day !== null && shown !== null
      ? weekWith(own.meetings, own.instead, own.changes, term.first_day, shown)
      : own.meetings;
  const meetings = inWeek(week);
  const selected = meetings.find((meeting) => meeting.class_id === selectedId);
  const common = {
    meetings,
    week,
    firstDay: term.first_day,
    view,
    colourOf: (meeting: Meeting) => colours.get(colourKey(meeting, view).id)!,
    selected: selectedId,
    onSelect: (meeting: Meeting | null) => setSelectedId(meeting?.class_id ?? null),
    isOff,
    marksOf: datedMark,
    now: moment?.inTerm && week === moment.week ? moment : null,
  };
  const isFree = !meetings.some((meeting) => meetsInWeek(meeting.weeks, week));
  return (
    <div className="flex flex-col gap-6">
      {moment?.inTerm && <Today {...common} meetings={inWeek(moment.week)} moment={moment} />}
      {moment && term.first_day && (
        <DatedList
          changes={own.changes}
          today={dateOf(term.first_day, moment.week, moment.day).toISOString().slice(0, 10)}
        />
      )}
      <ChangesCard firstDay={term.first_day} />
      {moment && !moment.inTerm && (
        <p className="text-sm text-muted">
          {moment.week < 0
            ? t("before", { date: format.dateTime(dateOf(term.first_day!, 0, 0), LONG_DATE) })
            : t("after")}
        </p>
      )}
      <section aria-labelledby="the-week">
        <div className="mb-3 flex flex-wrap items-center gap-2 md:justify-between">
          <h2 id="the-week" className="text-md font-semibold">
            {week === moment?.week && moment?.inTerm ? t("thisWeek") : t("week")}
          </h2>
          <WeekPicker
            weeks={term.weeks}
            week={week}
            firstDay={term.first_day}
            onChange={setPicked}
          />
        </div>
        {isFree ? (
          <EmptyState title={t("freeWeek.title")} description={t("freeWeek.text")} />
        ) : (
          <div className="flex items-stretch gap-4">
            <div className="min-w-0 flex-1">
              <WeekGrid {...common} className="hidden md:block print:block" />
              <DayList
                {...common}
                without={common.now?.day}
                className="md:hidden print:hidden"
              />
            </div>
            {selected && (
              <MeetingPanel
                meeting={selected}
                firstDay={term.first_day}
                onClose={() => setSelectedId(null)}
              />
            )}
          </div>
        )}
      </section>
    </div>
  );
}
