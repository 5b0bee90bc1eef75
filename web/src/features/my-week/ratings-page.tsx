"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Star } from "lucide-react";
import { useTranslations } from "next-intl";
import { classRatingsQuery, myWeekQuery, rateClass, type Stars as Given } from "@/api/my";
import { useErrorText } from "@/components/error-text";
import { useSession } from "@/components/session";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { useNotify } from "@/components/ui/toast";
import { useMeetingWords } from "@/components/week/words";
import { clockRange, type Meeting } from "@/lib/week/meeting";
import { MyPage } from "./my-page";
import { Stars } from "./stars";

/** How time and room of each of one's own classes suit one. */
export function RatingsPage() {
  const t = useTranslations("myWeek.ratings");
  const { me } = useSession();
  const week = useQuery(myWeekQuery);
  const instructor = me.membership?.instructor?.id;
  const timetable = week.data?.timetable;
  return (
    <MyPage title={t("title")}>
      {week.error ? (
        <ErrorState error={week.error} onRetry={() => week.refetch()} />
      ) : !week.data ? (
        <SkeletonRows />
      ) : instructor && timetable && week.data.meetings.length > 0 ? (
        <RatingList
          instructor={instructor}
          timetable={timetable.id}
          firstDay={timetable.term.first_day}
          meetings={week.data.meetings}
        />
      ) : (
        <EmptyState icon={<Star />} title={t("none.title")} description={t("none.text")} />
      )}
    </MyPage>
  );
}

interface RatingListProps {
  instructor: string;
  timetable: string;
  firstDay: string | null;
  meetings: Meeting[];
}

function RatingList({ instructor, timetable, firstDay, meetings }: RatingListProps) {
  const t = useTranslations("myWeek.ratings");
  const client = useQueryClient();
  const notify = useNotify();
  const describe = useErrorText();
  const query = classRatingsQuery(timetable, instructor);
  const { data, error, refetch } = useQuery(query);
  const rating = useMutation({
    // One after the other: the second rating of a class changes the first.
    scope: { id: "ratings" },
    mutationFn: ({ cls, stars }: { cls: string; stars: Partial<Given> }) => {
      const before = client.getQueryData(query.queryKey)?.find((each) => each.cls === cls);
      return rateClass({ timetable, instructor, cls }, before, stars);
    },
    onSuccess: (saved) =>
      client.setQueryData(query.queryKey, (known) => [
        ...(known ?? []).filter(({ cls }) => cls !== saved.cls),
        saved,
      ]),
    onError: (failure) =>
      notify({ tone: "bad", title: t("failed"), description: describe(failure) }),
  });
  if (error) return <ErrorState error={error} onRetry={() => refetch()} />;
  if (!data) return <SkeletonRows />;
  const byClass = new Map(data.map((each) => [each.cls, each]));
  /** What is on its way is shown already. */
  const starsOf = (cls: string): Partial<Given> => {
    const waits = rating.isPending && rating.variables.cls === cls;
    return { ...byClass.get(cls), ...(waits && rating.variables.stars) };
  };
  const rated = meetings.filter(({ class_id, room }) => {
    const given = byClass.get(class_id);
    return given?.time_stars != null && (room === null || given.room_stars != null);
  }).length;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <p className="max-w-prose text-sm text-pretty text-muted">{t("intro")}</p>
        <p role="status" className="text-sm text-faint tabular-nums">
          {t("progress", { rated, count: meetings.length })}
        </p>
      </div>
      <Card>
        <ul className="divide-y divide-line">
          {meetings.map((meeting) => (
            <RatingLine
              key={meeting.class_id}
              meeting={meeting}
              firstDay={firstDay}
              stars={starsOf(meeting.class_id)}
              onRate={(stars) => rating.mutate({ cls: meeting.class_id, stars })}
            />
          ))}
        </ul>
      </Card>
    </div>
  );
}

interface RatingLineProps {
  meeting: Meeting;
  firstDay: string | null;
  stars: Partial<Given>;
  onRate: (stars: Partial<Given>) => void;
}

function RatingLine({ meeting, firstDay, stars, onRate }: RatingLineProps) {
  const t = useTranslations("myWeek.ratings");
  const words = useMeetingWords(firstDay);
  const name = [meeting.course.name || words.title(meeting), meeting.name].join(", ");
  const when = `${words.dayNames(meeting.days)} ${clockRange(meeting)}`;
  return (
    <li className="grid grid-cols-1 gap-x-6 gap-y-1 px-4 py-3 sm:grid-cols-[1fr_auto_auto] sm:items-center">
      <div className="min-w-0">
        <p className="truncate font-medium">{meeting.course.name || words.title(meeting)}</p>
        <p className="truncate text-sm text-muted">
          {[words.part(meeting.part), meeting.name].filter(Boolean).join(" · ")}
        </p>
      </div>
      <Rated
        what={t("time")}
        of={name}
        text={when}
        value={stars.time_stars ?? null}
        onChange={(time_stars) => onRate({ time_stars })}
      />
      {meeting.room && (
        <Rated
          what={t("room")}
          of={name}
          text={meeting.room.name}
          value={stars.room_stars ?? null}
          onChange={(room_stars) => onRate({ room_stars })}
        />
      )}
    </li>
  );
}

function Rated({
  what,
  of,
  text,
  ...stars
}: {
  what: string;
  of: string;
  text: string;
  value: number | null;
  onChange: (stars: number) => void;
}) {
  const t = useTranslations("myWeek.ratings");
  return (
    <div className="flex items-center justify-between gap-3 sm:w-56 sm:flex-col sm:items-start sm:gap-0.5">
      <p className="min-w-0 truncate text-xs text-faint">
        {what} <span className="text-muted tabular-nums">{text}</span>
      </p>
      <Stars label={t("of", { what, name: of })} {...stars} />
    </div>
  );
}
