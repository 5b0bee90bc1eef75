"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Ruler } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Plan } from "@/api/institution";
import { plansKey, plansQuery, removePlan } from "@/api/platform";
import { ConfirmButton } from "@/components/confirm-button";
import { useLimitValue } from "@/components/plan-use";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { useNotify } from "@/components/ui/toast";
import { LIMITS } from "@/lib/plan-limits";
import { PlanDialog } from "./plan-dialog";
import { PlatformPage } from "./platform-page";

/** The plans, and what each allows. */
export function PlansPage() {
  const t = useTranslations("platform.plans");
  const { data, error, refetch } = useQuery(plansQuery);
  const [edited, setEdited] = useState<Plan | "new" | null>(null);
  return (
    <PlatformPage
      tab="plans"
      actions={
        <Button variant="primary" onClick={() => setEdited("new")}>
          <Plus aria-hidden />
          {t("make")}
        </Button>
      }
    >
      <Card className="overflow-hidden">
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <SkeletonRows rows={4} />
        ) : data.count === 0 ? (
          <EmptyState icon={<Ruler />} title={t("emptyTitle")} description={t("emptyText")} />
        ) : (
          <PlanTable rows={data.results} onEdit={setEdited} />
        )}
      </Card>
      {edited && (
        <PlanDialog plan={edited === "new" ? null : edited} onClose={() => setEdited(null)} />
      )}
    </PlatformPage>
  );
}

function PlanTable({ rows, onEdit }: { rows: Plan[]; onEdit: (plan: Plan) => void }) {
  const t = useTranslations("platform.plans");
  const common = useTranslations("common");
  const limits = useTranslations("plan.limits");
  const show = useLimitValue();
  const notify = useNotify();
  const client = useQueryClient();
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("name")}</Th>
          {LIMITS.map((name) => (
            <Th key={name} numeric>
              {limits(name)}
            </Th>
          ))}
          <Th>
            <span className="sr-only">{common("edit")}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((plan) => (
          <Tr key={plan.id}>
            <Td className="font-medium whitespace-nowrap">{plan.name}</Td>
            {LIMITS.map((name) => {
              const limit = plan[name];
              return (
                <Td key={name} numeric className={limit === null ? "text-faint" : undefined}>
                  {limit === null ? t("unlimited") : show(name, limit)}
                </Td>
              );
            })}
            <Td className="text-right whitespace-nowrap">
              <Button
                size="sm"
                aria-label={t("editOf", { name: plan.name })}
                onClick={() => onEdit(plan)}
              >
                {common("edit")}
              </Button>
              <ConfirmButton
                label={common("delete")}
                aria-label={t("removeOf", { name: plan.name })}
                title={t("removeTitle", { name: plan.name })}
                text={t("removeText")}
                confirm={common("delete")}
                act={() => removePlan(plan.id)}
                onDone={() => {
                  notify({ title: t("removed", { name: plan.name }) });
                  void client.invalidateQueries({ queryKey: plansKey });
                }}
              />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
