"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { termSummaryQuery } from "@/api/terms";
import { Page } from "@/components/page";
import { useSession } from "@/components/session";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { mayGenerate } from "@/lib/roles";
import { GenerateForm } from "./generate-form";
import { JobList } from "./job-list";

export function GeneratePage({ term }: { term: string }) {
  const t = useTranslations("generate");
  const { me } = useSession();
  const { data: summary, error, refetch } = useQuery(termSummaryQuery(term));
  return (
    <Page title={t("title")}>
      <div className="flex flex-col gap-5">
        {mayGenerate(me.membership?.role) &&
          (summary ? (
            <GenerateForm term={term} summary={summary} />
          ) : error ? (
            <ErrorState error={error} onRetry={() => refetch()} />
          ) : (
            <Skeleton className="h-64" />
          ))}
        <JobList term={term} />
      </div>
    </Page>
  );
}
