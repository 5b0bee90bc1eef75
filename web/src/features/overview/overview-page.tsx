"use client";
import { useQuery } from "@tanstack/react-query";
import { Sparkles } from "lucide-react";
import { useTranslations } from "next-intl";
import { termSummaryQuery } from "@/api/terms";
import { Page } from "@/components/page";
import { useSession } from "@/components/session";
import { ButtonLink } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { mayGenerate } from "@/lib/roles";
import { ContentsCard } from "./contents-card";
import { JobsCard } from "./jobs-card";
import { StepsCard } from "./steps-card";
import { TimetablesCard } from "./timetables-card";

/** Where the term stands. */
export function OverviewPage({ term }: { term: string }) {
  const t = useTranslations("overview");
  const { me, terms } = useSession();
  const { data: summary, error, refetch } = useQuery(termSummaryQuery(term));
  const name = terms.find((each) => each.id === term)?.name;
  return (
    <Page
      title={name ?? t("title")}
      actions={
        summary?.ready &&
        mayGenerate(me.membership?.role) && (
          <ButtonLink variant="primary" href={`/terms/${term}/generate`}>
            <Sparkles aria-hidden />
            {t("generate")}
          </ButtonLink>
        )
      }
    >
      {summary ? (
        <div className="flex flex-col gap-4">
          <StepsCard term={term} summary={summary} />
          <ContentsCard summary={summary} />
          <div className="grid items-start gap-4 lg:grid-cols-2">
            <JobsCard term={term} />
            <TimetablesCard term={term} />
          </div>
        </div>
      ) : error ? (
        <ErrorState error={error} onRetry={() => refetch()} />
      ) : (
        <div className="flex flex-col gap-4">
          <Skeleton className="h-40" />
          <Skeleton className="h-24" />
          <Skeleton className="h-64" />
        </div>
      )}
    </Page>
  );
}
