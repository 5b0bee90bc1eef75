"use client";
import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import type { ReactNode } from "react";
import { readinessQuery } from "@/api/overview";
import type { components } from "@/api/schema";
import { useErrorText } from "@/components/error-text";
import { namesOf } from "@/components/finding-names";
import { useObjectName } from "@/components/kind-name";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { cn } from "@/lib/cn";
import { rowPath } from "@/lib/row-path";

type Finding = components["schemas"]["Finding"];

const SIGNS = {
  blocker: { Icon: CircleAlert, ink: "text-bad" },
  warning: { Icon: TriangleAlert, ink: "text-caution" },
  hint: { Icon: Info, ink: "text-info" },
} as const;

/** Where a finding's row is put right; kinds without a page of their own are not linked. */
export const LISTS: Readonly<Record<string, string>> = {
  class: "classes",
  cohort: "cohorts",
  constraint: "constraints",
  course: "courses",
  instructor: "instructors",
  room: "rooms",
};

const AT_ONCE = 4;

/** What stands in the way of a generation, the first few; or that nothing does. */
export function Readiness({ term }: { term: string }) {
  const t = useTranslations("jobs");
  const { data, error, refetch } = useQuery(readinessQuery(term));
  if (error) return <ErrorState error={error} onRetry={() => refetch()} />;
  if (!data) return <SkeletonRows rows={1} className="p-0" />;
  const warnings = countOf(data.findings, "warning");
  if (data.ready) {
    return (
      <p className="flex items-start gap-2 text-sm text-good">
        <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span>
          {t("ready")}
          {warnings > 0 && (
            <>
              {" "}
              <Link href={`/terms/${term}`} className="text-accent-ink hover:underline">
                {t("warnings", { count: warnings })}
              </Link>
            </>
          )}
        </span>
      </p>
    );
  }
  const blockers = data.findings.filter(({ severity }) => severity === "blocker");
  const all = countOf(data.findings, "blocker");
  const more = all - Math.min(blockers.length, AT_ONCE);
  return (
    <ul className="flex flex-col gap-1.5">
      {blockers.slice(0, AT_ONCE).map((finding, index) => (
        <FindingLine key={index} term={term} finding={finding} />
      ))}
      {more > 0 && (
        <li className="text-sm">
          <Link href={`/terms/${term}`} className="text-accent-ink hover:underline">
            {t("moreMissing", { count: more })}
          </Link>
        </li>
      )}
    </ul>
  );
}

/** How many there are: of each code the first are listed, with their number. */
export function countOf(
  findings: readonly Pick<Finding, "code" | "count" | "severity">[],
  severity: Finding["severity"],
): number {
  const counts = new Map(
    findings
      .filter((finding) => finding.severity === severity)
      .map(({ code, count }) => [code, count]),
  );
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** One thing to put right, with a link to where that is done. */
export function FindingLine({
  term,
  finding,
  className,
}: {
  term: string;
  finding: Finding;
  className?: string;
}) {
  const objectName = useObjectName();
  const list = LISTS[finding.entity];
  const { label, search } = namesOf(finding);
  const name = objectName(finding.entity, label);
  return (
    <FindingItem finding={finding} className={className}>
      {list ? (
        <Link
          href={rowPath(term, list, finding.id, search)}
          className="font-medium text-ink hover:underline"
        >
          {name}
        </Link>
      ) : (
        <span className="font-medium text-ink">{name}</span>
      )}{" "}
    </FindingItem>
  );
}

/** What is to be put right of one row, where that row is; of very many alike, some are known. */
export function FindingsOf({ term, row }: { term: string; row: string }) {
  const { data } = useQuery(readinessQuery(term));
  const findings = data?.findings.filter(({ id }) => id === row) ?? [];
  return (
    findings.length > 0 && (
      <ul className="mb-2 flex flex-col gap-1.5 rounded-md bg-sunken px-3 py-2">
        {findings.map((finding, index) => (
          <FindingItem key={index} finding={finding} />
        ))}
      </ul>
    )
  );
}

function FindingItem({
  finding: { code, name, severity, parameters },
  className,
  children,
}: {
  finding: Finding;
  className?: string;
  children?: ReactNode;
}) {
  const t = useTranslations("overview.readiness");
  const describe = useErrorText();
  const { Icon, ink } = SIGNS[severity];
  return (
    <li className={cn("flex items-start gap-3 text-sm", className)}>
      <Icon aria-label={t(severity)} className={`mt-0.5 size-4 shrink-0 ${ink}`} />
      <p className="min-w-0 flex-1 text-pretty text-muted">
        {children}
        {describe({ code, parameters: { name, ...parameters } })}
      </p>
    </li>
  );
}
