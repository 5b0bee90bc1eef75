"use client";
import { useQuery } from "@tanstack/react-query";
import { CalendarRange } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { timetablesQuery } from "@/api/timetables";
import type { Timetable } from "@/api/types";
import { useGenerationName } from "@/components/generation-name";
import { Page } from "@/components/page";
import { useFreshScores } from "@/components/review/use-fresh-scores";
import { useSession } from "@/components/session";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { mayGenerate } from "@/lib/roles";
import { Comparison } from "./comparison";
import { DimensionCard } from "./dimension-card";
import { groupByJob, type Group } from "./groups";
import { PublishedCard } from "./published-card";

/** A term's timetables: the published one, and the variants of a generation side by side. */
export function TimetablesPage({ term, job }: { term: string; job?: string }) {
  const t = useTranslations("compare");
  const { me } = useSession();
  const { data, error, refetch } = useQuery(timetablesQuery(term));
  return (
    <Page title={t("pageTitle")} width="wide">
      {data ? (
        data.results.length > 0 ? (
          <Groups term={term} job={job} timetables={data.results} />
        ) : (
          <Card>
            <EmptyState
              icon={<CalendarRange />}
              title={t("emptyTitle")}
              description={t("empty")}
              actions={
                mayGenerate(me.membership?.role) && (
                  <ButtonLink variant="primary" href={`/terms/${term}/generate`}>
                    {t("generate")}
                  </ButtonLink>
                )
              }
            />
          </Card>
        )
      ) : error ? (
        <ErrorState error={error} onRetry={() => refetch()} />
      ) : (
        <Card>
          <SkeletonRows rows={8} />
        </Card>
      )}
    </Page>
  );
}

function Groups({
  term,
  job,
  timetables,
}: {
  term: string;
  job?: string;
  timetables: Timetable[];
}) {
  const t = useTranslations("compare");
  const generation = useGenerationName();
  const router = useRouter();
  const groups = groupByJob(timetables);
  const nameOf = ({ askedAt }: Group) => (askedAt ? generation(askedAt) : t("otherTimetables"));
  const group = groups.find((each) => each.key === job) ?? groups[0];
  const published = timetables.find((each) => each.state === "published");
  useFreshScores([...(published ? [published] : []), ...(group?.timetables ?? [])]);
  return (
    <div className="flex flex-col gap-4">
      {published && <PublishedCard timetable={published} />}
      {group && (
        <Card>
          <CardHeader
            title={t("title")}
            description={t("description", { count: group.timetables.length })}
            className="flex-wrap"
            actions={
              groups.length === 1 ? (
                <span className="text-sm text-muted">{nameOf(group)}</span>
              ) : (
                <Select
                  aria-label={t("generation")}
                  className="w-64"
                  value={group.key}
                  onChange={(key) => router.replace(`/terms/${term}/timetables?job=${key}`)}
                  options={groups.map((each) => ({
                    value: each.key,
                    label: nameOf(each),
                  }))}
                />
              )
            }
          />
          <div className="border-t border-line">
            <Comparison timetables={group.timetables} />
          </div>
        </Card>
      )}
      {group && <DimensionCard timetables={group.timetables} />}
    </div>
  );
}
