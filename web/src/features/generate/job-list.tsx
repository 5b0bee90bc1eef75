"use client";
import { useQuery } from "@tanstack/react-query";
import { Sparkles } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { jobsQuery } from "@/api/jobs";
import { useFormat } from "@/components/format";
import { JobStateBadge } from "@/components/job-state";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { Table, Td, Th, Tr } from "@/components/ui/table";

/** The term's generations, newest first. */
export function JobList({ term }: { term: string }) {
  const t = useTranslations("generate.list");
  const format = useFormat();
  const { data, error, refetch } = useQuery(jobsQuery(term));
  return (
    <Card>
      <CardHeader title={t("title")} />
      <div className="border-t border-line">
        {data ? (
          data.results.length > 0 ? (
            <Table label={t("title")}>
              <thead>
                <tr>
                  <Th>{t("created")}</Th>
                  <Th>{t("state")}</Th>
                  <Th numeric>{t("variants")}</Th>
                  <Th numeric>{t("budget")}</Th>
                  <Th numeric>{t("took")}</Th>
                </tr>
              </thead>
              <tbody>
                {data.results.map((job) => (
                  <Tr key={job.id} className="relative">
                    <Td>
                      <Link
                        href={`/terms/${term}/jobs/${job.id}`}
                        className="font-medium whitespace-nowrap tabular-nums after:absolute after:inset-0"
                      >
                        {format.moment(job.created_at)}
                      </Link>
                    </Td>
                    <Td>
                      <JobStateBadge state={job.state} />
                    </Td>
                    <Td numeric>{format.number(job.variants)}</Td>
                    <Td numeric>{format.duration(job.time_budget)}</Td>
                    <Td numeric>
                      {job.started_at && job.finished_at
                        ? format.duration(
                            (Date.parse(job.finished_at) - Date.parse(job.started_at)) / 1000,
                          )
                        : "–"}
                    </Td>
                  </Tr>
                ))}
              </tbody>
            </Table>
          ) : (
            <EmptyState icon={<Sparkles />} title={t("emptyTitle")} description={t("empty")} />
          )
        ) : error ? (
          <ErrorState error={error} onRetry={() => refetch()} />
        ) : (
          <SkeletonRows rows={4} />
        )}
      </div>
    </Card>
  );
}
