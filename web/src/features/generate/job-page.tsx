"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { jobQuery } from "@/api/jobs";
import { Page } from "@/components/page";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { isOpen } from "@/lib/job-states";
import { EndedJob } from "./ended-job";
import { RunningJob } from "./running-job";

/** One generation, while it runs and after. */
export function JobPage({ term, id }: { term: string; id: string }) {
  const t = useTranslations("generate");
  const { data: job, error, refetch } = useQuery(jobQuery(id));
  if (!job) {
    return (
      <Page title={t("jobTitle")}>
        {error ? <ErrorState error={error} onRetry={() => refetch()} /> : <SkeletonRows />}
      </Page>
    );
  }
  return isOpen(job.state) ? <RunningJob job={job} /> : <EndedJob term={term} job={job} />;
}
