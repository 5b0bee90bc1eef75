"use client";
import { useQuery } from "@tanstack/react-query";
import { CalendarHeart } from "lucide-react";
import { useTranslations } from "next-intl";
import { myWeekQuery } from "@/api/my";
import { useSession } from "@/components/session";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { CalendarButton } from "./calendar-button";
import { MyPage } from "./my-page";
import { PersonalWeek } from "./personal-week";

/** The first page of instructors and students: today, and the week around it. */
export function MyWeekPage() {
  const t = useTranslations("myWeek");
  const { me } = useSession();
  const query = useQuery(myWeekQuery);
  const timetable = query.data?.timetable;
  return (
    <MyPage
      title={t("title")}
      aside={
        timetable && (
          <span className="truncate text-sm text-faint max-sm:hidden">
            {timetable.term.name}
          </span>
        )
      }
      actions={timetable && <CalendarButton />}
    >
      {query.error ? (
        <ErrorState error={query.error} onRetry={() => query.refetch()} />
      ) : !query.data ? (
        <Loading />
      ) : timetable ? (
        <PersonalWeek
          term={timetable.term}
          week={query.data}
          view={me.membership?.instructor ? "instructor" : "student"}
        />
      ) : (
        <EmptyState
          icon={<CalendarHeart />}
          title={t("unpublished.title")}
          description={t("unpublished.text")}
        />
      )}
    </MyPage>
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
