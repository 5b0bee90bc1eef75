"use client";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { TermSummary } from "@/api/types";

/** What a term still lacks before a timetable can be generated; one line each. */
export function Readiness({ summary }: { summary: TermSummary }) {
  const t = useTranslations("jobs");
  if (summary.ready) {
    return (
      <p className="flex items-start gap-2 text-sm text-good">
        <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
        {t("ready")}
      </p>
    );
  }
  return (
    <ul className="flex flex-col gap-1.5">
      {summary.missing.map(({ code, count }) => (
        <li key={code} className="flex items-start gap-2 text-sm text-caution">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {t(`missing.${code}`, { count })}
        </li>
      ))}
    </ul>
  );
}
