"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { planQuery } from "@/api/institution";
import { PlanUse } from "@/components/plan-use";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { InstitutionPage } from "./institution-page";

/** What the plan allows, and what of it is used. */
export function PlanPage() {
  const t = useTranslations("institution.plan");
  const { data, error, refetch } = useQuery(planQuery);
  return (
    <InstitutionPage tab="plan">
      <div className="mx-auto flex max-w-200 flex-col gap-4">
        <Card>
          <CardHeader
            title={data ? t("title", { plan: data.plan?.name ?? t("none") }) : t("loading")}
            description={t("text")}
          />
          <div className="border-t border-line p-4">
            {error ? (
              <ErrorState error={error} onRetry={() => void refetch()} />
            ) : data ? (
              <PlanUse plan={data.plan} used={data.used} />
            ) : (
              <SkeletonRows rows={6} className="p-0" />
            )}
          </div>
        </Card>
        <p className="text-sm text-pretty text-muted">{t("wholeExport")}</p>
      </div>
    </InstitutionPage>
  );
}
