"use client";
import { useTranslations } from "next-intl";
import type { TermSummary } from "@/api/types";
import { useFormat } from "@/components/format";
import { Card } from "@/components/ui/card";

const COUNTS = [
  "classes",
  "courses",
  "instructors",
  "rooms",
  "students",
  "enrolments",
  "constraints",
] as const;

/** What the term holds, in figures. */
export function ContentsCard({ summary }: { summary: TermSummary }) {
  const t = useTranslations("overview.counts");
  const format = useFormat();
  return (
    <Card className="overflow-hidden">
      <dl className="grid grid-cols-2 sm:grid-cols-4 lg:grid-cols-7">
        {COUNTS.map((key) => (
          <div key={key} className="-mr-px -mb-px border-r border-b border-line px-4 py-3">
            <dt className="text-xs text-faint">{t(key)}</dt>
            <dd className="text-xl font-semibold tracking-tight tabular-nums">
              {format.number(summary[key])}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
