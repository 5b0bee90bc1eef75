"use client";
import { useQuery } from "@tanstack/react-query";
import { Sparkles } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { jobProgressQuery, jobsQuery } from "@/api/jobs";
import type { Job } from "@/api/types";
import { useFormat } from "@/components/format";
import { JobStateBadge } from "@/components/job-state";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { ProgressBar } from "@/components/ui/progress";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { isOpen } from "@/lib/job-states";

const MOST = 5;
const POLL_MS = 3000;

/** The latest generations; those at work with how far they are. */
export function JobsCard({ term }: { term: string }) {
  const t = useTranslations("overview.jobs");
  const { data, error, refetch } = useQuery(jobsQuery(term));
  return (
    <Card>
      <CardHeader title={t("title")} />
      <div className="border-t border-line">
        {data ? (
          data.results.length > 0 ? (
            <ul className="divide-y divide-line">
              {data.results.slice(0, MOST).map((job) => (
                <JobLine key={job.id} term={term} job={job} />
              ))}
            </ul>
          ) : (
            <EmptyState icon={<Sparkles />} title={t("emptyTitle")} description={t("empty")} />
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

function JobLine({ term, job }: { term: string; job: Job }) {
  const t = useTranslations("overview.jobs");
  const format = useFormat();
  const open = isOpen(job.state);
  const { data: progress } = useQuery({
    ...jobProgressQuery(job.id),
    enabled: open,
    refetchInterval: POLL_MS,
  });
  return (
    <li className="relative px-4 py-2.5 transition-colors hover:bg-hover/60 pointer-coarse:py-3">
      <div className="flex items-center gap-3">
        <Link
          href={`/terms/${term}/jobs/${job.id}`}
          className="font-medium tabular-nums after:absolute after:inset-0"
        >
          {format.moment(job.created_at)}
        </Link>
        <span className="truncate text-xs text-faint">
          {t("asked", { variants: job.variants, budget: format.duration(job.time_budget) })}
        </span>
        <span className="ml-auto">
          <JobStateBadge state={job.state} />
        </span>
      </div>
      {open && (
        <ProgressBar
          fraction={progress?.fraction ?? 0}
          label={t("progress")}
          className="mt-2"
        />
      )}
    </li>
  );
}
