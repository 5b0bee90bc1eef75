"use client";
import { useQuery } from "@tanstack/react-query";
import { CalendarHeart, CalendarPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { api, unwrap } from "@/api/client";
import { MY_CALENDAR_PATH } from "@/api/timetables";
import { Page } from "@/components/page";
import { useSession } from "@/components/session";
import { buttonClass } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { PersonalWeek } from "./personal-week";

/** The first page of instructors and students: today, and the week around it. */
export function MyWeekPage() {
  const t = useTranslations("myWeek");
  const { me } = useSession();
  const query = useQuery({
    queryKey: ["my-week"],
    queryFn: () => unwrap(api.GET("/api/v1/my/week/")),
  });
  const timetable = query.data?.timetable;
  return (
    <Page
      title={t("title")}
      aside={
        timetable && (
          <span className="truncate text-sm text-faint max-sm:hidden">
            {timetable.term.name}
          </span>
        )
      }
      actions={
        query.data &&
        query.data.meetings.length > 0 && (
          <a href={MY_CALENDAR_PATH} download className={buttonClass()}>
            <CalendarPlus aria-hidden />
            {t("addToCalendar")}
          </a>
        )
      }
    >
      {query.error ? (
        <ErrorState error={query.error} onRetry={() => query.refetch()} />
      ) : !query.data ? (
        <Loading />
      ) : timetable ? (
        <PersonalWeek
          term={timetable.term}
          meetings={query.data.meetings}
          view={me.membership?.instructor ? "instructor" : "student"}
        />
      ) : (
        <EmptyState
          icon={<CalendarHeart />}
          title={t("unpublished.title")}
          description={t("unpublished.text")}
        />
      )}
    </Page>
  );
}

function Loading() {
  return (
    <div role="status" className="flex flex-col gap-3">
      <Skeleton className="h-6 w-48" />
      <Skeleton className="h-20" />
      <Skeleton className="h-20" />
      <Skeleton className="h-20" />
    </div>
  );
}
