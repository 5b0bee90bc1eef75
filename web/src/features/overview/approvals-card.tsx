"use client";
import { useQuery } from "@tanstack/react-query";
import { Stamp } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { waitingApprovalsQuery } from "@/api/overview";
import { timetablesQuery } from "@/api/timetables";
import type { Approval } from "@/api/types";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";

const NAMES = 3;

/** Timetables in review, and whose approval each waits for. */
export function ApprovalsCard({
  term,
  department,
}: {
  term: string;
  department: string | undefined;
}) {
  const t = useTranslations("overview.approvals");
  const { data, error, refetch } = useQuery(waitingApprovalsQuery(term, department));
  const timetables = useQuery(timetablesQuery(term));
  // What was sent back, or approved in spite of it, keeps its questions and waits no more.
  const inReview = new Set(
    timetables.data?.results.flatMap(({ id, state }) => (state === "in_review" ? [id] : [])),
  );
  const waiting = Map.groupBy(
    (data?.results ?? []).filter(({ timetable }) => inReview.has(timetable)),
    ({ timetable }) => timetable,
  );
  return (
    <Card>
      <CardHeader title={t(department ? "yours" : "title")} />
      <div className="border-t border-line">
        {error ? (
          <ErrorState error={error} onRetry={() => refetch()} />
        ) : !data || !timetables.data ? (
          <SkeletonRows rows={3} />
        ) : waiting.size === 0 ? (
          <EmptyState
            icon={<Stamp />}
            title={t("none")}
            description={t("noneText")}
            className="py-10"
          />
        ) : (
          <ul className="divide-y divide-line">
            {[...waiting].map(([timetable, rows]) => (
              <Waiting key={timetable} term={term} rows={rows} own={Boolean(department)} />
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}

function Waiting({ term, rows, own }: { term: string; rows: Approval[]; own: boolean }) {
  const t = useTranslations("overview.approvals");
  const [first] = rows;
  const names = rows.slice(0, NAMES).map(({ department }) => department.name);
  return (
    <li className="relative px-4 py-2.5 transition-colors hover:bg-hover/60 pointer-coarse:py-3">
      <Link
        href={`/terms/${term}/timetables/${first!.timetable}`}
        className="font-medium after:absolute after:inset-0"
      >
        {first!.timetable_name}
      </Link>
      <p className="text-xs text-faint">
        {own
          ? t("ownWaits")
          : t("waits", { names: names.join(", "), more: rows.length - names.length })}
      </p>
    </li>
  );
}
