"use client";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { readinessQuery } from "@/api/overview";
import { FindingLine } from "@/components/readiness";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";

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
            {shown.map((finding, index) => (
              <FindingLine key={index} term={term} finding={finding} className="px-4 py-2.5" />
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
