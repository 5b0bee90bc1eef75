"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { api, unwrap } from "@/api/client";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Section } from "./section";

type Filter = { course: string } | { instructor: string };

const AT_ONCE = 10;

/** The classes of a course or an instructor in the term. */
export function ClassesOf({ term, filter }: { term: string; filter: Filter }) {
  const t = useTranslations("data");
  const query = { term, ...filter, page_size: AT_ONCE, ordering: "name" };
  const { data, error, refetch } = useQuery({
    queryKey: ["data", "classes", query],
    queryFn: () => unwrap(api.GET("/api/v1/classes/", { params: { query } })),
  });
  if (error) return <ErrorState error={error} onRetry={() => refetch()} />;
  if (!data) return <SkeletonRows rows={3} className="px-0" />;
  const path = `/terms/${term}/data/classes?${new URLSearchParams(filter)}`;
  return (
    <Section title={t("detail.classes", { count: data.count })}>
      <ul className="flex flex-col text-sm">
        {data.results.map((row) => (
          <li key={row.id} className="flex gap-2 border-b border-line py-1 last:border-b-0">
            <span className="truncate">{row.name}</span>
            {row.part && (
              <span className="ml-auto shrink-0 text-muted">
                {t(`values.part.${row.part}`)}
              </span>
            )}
          </li>
        ))}
      </ul>
      {data.count > 0 && (
        <Link href={path} className="mt-1 inline-block text-sm text-accent-ink hover:underline">
          {t("detail.moreClasses")}
        </Link>
      )}
    </Section>
  );
}
