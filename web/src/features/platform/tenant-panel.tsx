"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { eraseTenant, plansQuery, tenantsKey, type Tenant } from "@/api/platform";
import { ConfirmButton } from "@/components/confirm-button";
import { PlanUse } from "@/components/plan-use";
import { Button } from "@/components/ui/button";
import { SidePanel } from "@/components/ui/side-panel";
import { useNotify } from "@/components/ui/toast";
import { DomainsForm } from "./domains-form";
import { InsideButtons } from "./inside-buttons";
import { RegistrarForm } from "./registrar-form";
import { isReason, ReasonField } from "./reason-field";
import { TenantDialog } from "./tenant-dialog";

/** One institution: its plan and use, its first registrar, its mail domains, a look inside, and its end. */
export function TenantPanel({ tenant, onClose }: { tenant: Tenant; onClose: () => void }) {
  const t = useTranslations("platform.tenant");
  const notify = useNotify();
  const client = useQueryClient();
  const plans = useQuery(plansQuery);
  const [isEditing, setEditing] = useState(false);
  const [reason, setReason] = useState("");
  const plan = plans.data?.results.find(({ id }) => id === tenant.plan) ?? null;
  return (
    <SidePanel
      label={t("details")}
      title={tenant.name}
      description={tenant.plan_name ?? t("noPlan")}
      onClose={onClose}
      footer={
        <>
          <ConfirmButton
            label={t("erase")}
            title={t("eraseTitle", { name: tenant.name })}
            text={t("eraseText")}
            confirm={t("erase")}
            typed={tenant.external_id}
            isReady={isReason(reason)}
            act={() => eraseTenant(tenant.id, tenant.external_id, reason)}
            onDone={() => {
              notify({ title: t("erased", { name: tenant.name }) });
              onClose();
              void client.invalidateQueries({ queryKey: tenantsKey });
            }}
          >
            <ReasonField value={reason} onChange={setReason} />
          </ConfirmButton>
          <Button size="sm" onClick={() => setEditing(true)}>
            {t("change")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-6">
        <PlanUse plan={plan} used={tenant.used} />
        <RegistrarForm tenant={tenant} />
        <DomainsForm tenant={tenant} />
        <InsideButtons tenant={tenant} />
      </div>
      {isEditing && <TenantDialog tenant={tenant} onClose={() => setEditing(false)} />}
    </SidePanel>
  );
}
