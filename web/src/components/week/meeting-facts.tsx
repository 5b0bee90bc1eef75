"use client";
import { Building2, CalendarRange, Clock, GraduationCap, User, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { cn } from "@/lib/cn";
import { clockRange, type Meeting, type Named } from "@/lib/week/meeting";
import type { View } from "./view";
import { useMeetingWords } from "./words";

interface MeetingFactsProps {
  meeting: Meeting;
  firstDay: string | null;
  /** Shows the week of a room, person or group of this class; names are plain text without it. */
  onOpen?: (view: View, thing: Named) => void;
}

/** Everything there is to know of one class, for the panel beside a week. */
export function MeetingFacts({ meeting, firstDay, onOpen }: MeetingFactsProps) {
  const t = useTranslations("week");
  const words = useMeetingWords(firstDay);
  const names = (view: View, things: Named[]) => (
    <Names view={view} things={things} onOpen={onOpen} />
  );
  return (
    <dl className="flex flex-col gap-4">
      <Fact icon={<Clock />} label={t("facts.when")}>
        <span className="block font-medium tabular-nums">
          {words.dayNames(meeting.days)} {clockRange(meeting)}
        </span>
        <span className="text-muted">{t("minutes", { minutes: meeting.length_minutes })}</span>
      </Fact>
      <Fact icon={<CalendarRange />} label={t("facts.weeks")}>
        <span className="block first-letter:uppercase">{words.weeks(meeting.weeks)}</span>
        <WeekStrip weeks={meeting.weeks} />
      </Fact>
      <Fact icon={<Building2 />} label={t("facts.room")}>
        {meeting.room ? names("room", [meeting.room]) : t("noRoom")}
      </Fact>
      <Fact
        icon={<User />}
        label={t("facts.instructors", { count: Math.max(1, meeting.instructors.length) })}
      >
        {meeting.instructors.length > 0 ? (
          names("instructor", meeting.instructors)
        ) : (
          <span className="text-faint">{t("facts.noInstructor")}</span>
        )}
      </Fact>
      <Fact icon={<Users />} label={t("facts.students")}>
        <span className="tabular-nums">{t("students", { count: meeting.students })}</span>
        {meeting.cohorts.length > 0 && names("cohort", meeting.cohorts)}
      </Fact>
      <Fact icon={<GraduationCap />} label={t("facts.course")}>
        {names("course", [
          {
            id: meeting.course.id,
            name: [meeting.course.code, meeting.course.name]
              .filter((text, index, all) => text && all.indexOf(text) === index)
              .join(" "),
          },
        ])}
        {meeting.department && names("department", [meeting.department])}
      </Fact>
    </dl>
  );
}

function Fact({
  icon,
  label,
  children,
}: {
  icon: ReactNode;
  label: string;
  children: ReactNode;
}) {
  return (
    <div className="grid grid-cols-[1rem_1fr] gap-x-3 text-sm [&_svg]:mt-1 [&_svg]:size-4 [&_svg]:text-faint [&>dd]:leading-6">
      <dt className="contents">
        <span aria-hidden>{icon}</span>
        <span className="sr-only">{label}</span>
      </dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

/** Longer lists of names are folded. */
const NAMES_AT_ONCE = 6;

function Names({
  view,
  things,
  onOpen,
}: {
  view: View;
  things: Named[];
  onOpen?: (view: View, thing: Named) => void;
}) {
  const t = useTranslations("week");
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? things : things.slice(0, NAMES_AT_ONCE);
  return (
    <ul>
      {shown.map((thing) => (
        <li key={thing.id} className="flex min-h-6 items-center truncate">
          {onOpen ? (
            <button
              type="button"
              onClick={() => onOpen(view, thing)}
              className="min-h-6 max-w-full truncate rounded-sm text-left text-accent-ink hover:underline pointer-coarse:min-h-11"
            >
              {thing.name}
            </button>
          ) : (
            thing.name
          )}
        </li>
      ))}
      {things.length > shown.length && (
        <li>
          <button
            type="button"
            onClick={() => setOpen(true)}
            className="min-h-6 rounded-sm text-muted hover:text-ink hover:underline pointer-coarse:min-h-11"
          >
            {t("moreNames", { count: things.length - shown.length })}
          </button>
        </li>
      )}
    </ul>
  );
}

/** The weeks of the term as a row of boxes, those of the class filled. */
function WeekStrip({ weeks }: { weeks: string }) {
  if (weeks.length < 2) return null;
  return (
    <span aria-hidden className="mt-1.5 flex flex-wrap gap-1">
      {[...weeks].map((bit, week) => (
        <span
          key={week}
          className={cn(
            "grid h-5 min-w-5 place-items-center rounded-sm px-1 text-xs tabular-nums",
            bit === "1" ? "bg-accent-soft font-medium text-accent-ink" : "bg-sunken text-faint",
          )}
        >
          {week + 1}
        </span>
      ))}
    </span>
  );
}
