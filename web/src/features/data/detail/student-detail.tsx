"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Section } from "./section";

const MOST = 100;

/** What a student takes in the term. */
export function StudentDetail({
  row,
  term,
}: {
  row: components["schemas"]["Student"];
  term: string;
}) {
  const t = useTranslations("data.detail");
  const query = { term, student: row.id, page_size: MOST, ordering: "offering__course__code" };
  const { data, error, refetch } = useQuery({
    queryKey: ["data", "enrolments", query],
    queryFn: () => unwrap(api.GET("/api/v1/enrolments/", { params: { query } })),
  });
  if (error) return <ErrorState error={error} onRetry={() => refetch()} />;
  if (!data) return <SkeletonRows rows={3} className="px-0" />;
  return (
    <Section title={t("courses", { count: data.count })}>
      <ul className="flex flex-col text-sm">
        {data.results.map(({ id, course }) => (
          <li key={id} className="flex gap-2 border-b border-line py-1 last:border-b-0">
            <span className="shrink-0 font-medium">{course.code || course.name}</span>
            {course.code && <span className="truncate text-muted">{course.name}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
