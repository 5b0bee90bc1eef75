"use client";
import { useQuery } from "@tanstack/react-query";
import { CalendarRange } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { timetablesQuery } from "@/api/timetables";
import type { Timetable } from "@/api/types";
import { useFormat } from "@/components/format";
import { useBroken } from "@/components/review/broken";
import { useFreshScores } from "@/components/review/use-fresh-scores";
import { TimetableStateBadge } from "@/components/timetable-state";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";

const MOST = 5;

/** The latest timetables; the published one first. */
export function TimetablesCard({ term }: { term: string }) {
  const t = useTranslations("overview.timetables");
  const format = useFormat();
  const { data, error, refetch } = useQuery(timetablesQuery(term));
  const latest = data?.results
    .toSorted((a, b) => Number(b.state === "published") - Number(a.state === "published"))
    .slice(0, MOST);
  useFreshScores(latest ?? []);
  return (
    <Card>
      <CardHeader
        title={t("title")}
        actions={
          latest &&
          latest.length > 0 && (
            <ButtonLink size="sm" variant="ghost" href={`/terms/${term}/timetables`}>
              {t("compare")}
            </ButtonLink>
          )
        }
      />
      <div className="border-t border-line">
        {latest ? (
          latest.length > 0 ? (
            <ul className="divide-y divide-line">
              {latest.map((timetable) => (
                <li
                  key={timetable.id}
                  className="relative flex items-center gap-3 px-4 py-2.5 transition-colors hover:bg-hover/60 pointer-coarse:py-3"
                >
                  <Link
                    href={`/terms/${term}/timetables/${timetable.id}`}
                    className="min-w-0 truncate font-medium after:absolute after:inset-0"
                  >
                    {timetable.name}
                  </Link>
                  <span className="truncate text-xs text-faint tabular-nums">
                    {format.moment(timetable.asked_at ?? timetable.created_at)}
                    {" · "}
                    <Figure timetable={timetable} />
                  </span>
                  <span className="ml-auto">
                    <TimetableStateBadge state={timetable.state} />
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <EmptyState
              icon={<CalendarRange />}
              title={t("emptyTitle")}
              description={t("empty")}
            />
          )
        ) : error ? (
          <ErrorState error={error} onRetry={() => refetch()} />
        ) : (
          <SkeletonRows rows={3} />
        )}
      </div>
    </Card>
  );
}

/** What it costs, or what is broken in it: of the published one, as things stand now. */
function Figure({ timetable }: { timetable: Timetable }) {
  const t = useTranslations("overview.timetables");
  const format = useFormat();
  const { state, score, score_stale: isStale } = timetable;
  const now = useBroken(timetable, state === "published");
  const broken = now ?? (isStale ? 0 : score.hard);
  if (broken > 0) return <span className="text-bad">{t("broken", { count: broken })}</span>;
  return isStale ? t("unknown") : t("cost", { cost: format.number(score.total) });
}
