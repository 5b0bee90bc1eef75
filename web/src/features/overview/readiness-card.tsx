"use client";
import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import { readinessQuery } from "@/api/overview";
import type { components } from "@/api/schema";
import { useErrorText } from "@/components/error-text";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";

type Finding = components["schemas"]["Finding"];

const SIGNS = {
  blocker: { Icon: CircleAlert, ink: "text-bad" },
  warning: { Icon: TriangleAlert, ink: "text-caution" },
  hint: { Icon: Info, ink: "text-info" },
} as const;

/** Where a finding's row is put right; kinds without a page of their own are not linked. */
const PAGES: Record<string, string> = {
  class: "data/classes",
  cohort: "data/cohorts",
  constraint: "constraints",
  course: "data/courses",
  instructor: "data/instructors",
  offering: "data/courses",
  room: "data/rooms",
};
const AT_ONCE = 6;

/** What is missing or contradictory before a generation, the worst first, and where to mend it. */
export function ReadinessCard({ term }: { term: string }) {
  const t = useTranslations("overview.readiness");
  const [all, setAll] = useState(false);
  const { data, error, refetch } = useQuery(readinessQuery(term));
  const shown = all ? data?.findings : data?.findings.slice(0, AT_ONCE);
  const hidden = (data?.findings.length ?? 0) - (shown?.length ?? 0);
  return (
    <Card>
      <CardHeader title={t("title")} />
      <div className="border-t border-line">
        {error ? (
          <ErrorState error={error} onRetry={() => refetch()} />
        ) : !shown ? (
          <SkeletonRows rows={3} />
        ) : shown.length === 0 ? (
          <p className="flex items-center gap-2 p-4 text-sm text-good">
            <CircleCheck aria-hidden className="size-4" />
            {t("nothing")}
          </p>
        ) : (
          <ul className="divide-y divide-line">
            {shown.map((finding) => (
              <FindingLine
                key={`${finding.code}-${finding.id}`}
                term={term}
                finding={finding}
              />
            ))}
          </ul>
        )}
        {hidden > 0 && (
          <div className="border-t border-line p-1.5">
            <Button variant="ghost" size="sm" onClick={() => setAll(true)}>
              {t("more", { count: hidden })}
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}

function FindingLine({ term, finding }: { term: string; finding: Finding }) {
  const t = useTranslations("overview.readiness");
  const describe = useErrorText();
  const { Icon, ink } = SIGNS[finding.severity];
  const page = PAGES[finding.entity];
  return (
    <li className="flex items-start gap-3 px-4 py-2.5 text-sm">
      <Icon aria-label={t(finding.severity)} className={`mt-0.5 size-4 shrink-0 ${ink}`} />
      <p className="min-w-0 flex-1">
        {page ? (
          <Link
            href={`/terms/${term}/${page}?search=${encodeURIComponent(finding.name)}`}
            className="font-medium hover:underline"
          >
            {finding.name}
          </Link>
        ) : (
          <span className="font-medium">{finding.name}</span>
        )}{" "}
        <span className="text-muted">
          {describe({
            code: finding.code,
            parameters: { name: finding.name, ...finding.parameters },
          })}
        </span>
      </p>
    </li>
  );
}
