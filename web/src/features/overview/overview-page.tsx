"use client";
import { useQuery } from "@tanstack/react-query";
import { Sparkles } from "lucide-react";
import { useTranslations } from "next-intl";
import { readinessQuery } from "@/api/overview";
import { termSummaryQuery } from "@/api/terms";
import { Page } from "@/components/page";
import { useSession } from "@/components/session";
import { ButtonLink } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { mayGenerate } from "@/lib/roles";
import { ApprovalsCard } from "./approvals-card";
import { ContentsCard } from "./contents-card";
import { JobsCard } from "./jobs-card";
import { ReadinessCard } from "./readiness-card";
import { RecentCard } from "./recent-card";
import { StepsCard } from "./steps-card";
import { TimetablesCard } from "./timetables-card";
import { UseCards } from "./use-cards";

/** Where the term stands. */
export function OverviewPage({ term }: { term: string }) {
  const t = useTranslations("overview");
  const { me, terms } = useSession();
  const { data: summary, error, refetch } = useQuery(termSummaryQuery(term));
  const { data: readiness } = useQuery(readinessQuery(term));
  // Heads and coordinators look at their department, the registrar at everything.
  const department = me.membership?.department?.id;
  const name = terms.find((each) => each.id === term)?.name;
  return (
    <Page
      title={name ?? t("title")}
      actions={
        readiness?.ready !== false &&
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
            <ApprovalsCard term={term} department={department} />
            <ReadinessCard term={term} />
          </div>
          <UseCards term={term} department={department} />
          <div className="grid items-start gap-4 lg:grid-cols-2">
            <JobsCard term={term} />
            <TimetablesCard term={term} />
          </div>
          <RecentCard />
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
