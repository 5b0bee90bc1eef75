"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { changeTenant, makeTenant, plansQuery, tenantsKey, type Tenant } from "@/api/platform";
import { useFieldErrors } from "@/components/error-text";
import { Alert } from "@/components/ui/alert";
import { FormDialog } from "@/components/ui/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useNotify } from "@/components/ui/toast";
import { useValues } from "@/components/use-values";

const NO_PLAN = "none";
const TEXTS = ["name", "external_id", "timezone"] as const;

/** A new institution, or other words and another plan for one. */
export function TenantDialog({
  tenant,
  onClose,
}: {
  tenant: Tenant | null;
  onClose: () => void;
}) {
  const t = useTranslations("platform.tenant");
  const common = useTranslations("common");
  const notify = useNotify();
  const client = useQueryClient();
  const plans = useQuery(plansQuery);
  const [plan, setPlan] = useState(tenant?.plan ?? NO_PLAN);
  const save = useMutation({
    mutationFn: (values: Record<string, string>) => {
      const body = {
        ...(values as Record<(typeof TEXTS)[number], string>),
        plan: plan === NO_PLAN ? null : plan,
      };
      return tenant ? changeTenant(tenant, body) : makeTenant(body);
    },
    onSuccess: ({ name }) => {
      void client.invalidateQueries({ queryKey: tenantsKey });
      notify({ tone: "good", title: t(tenant ? "saved" : "made", { name }) });
      onClose();
    },
  });
  const { unsound, form } = useValues(save.mutate);
  const faults = useFieldErrors()(save.error);
  const first = {
    name: tenant?.name ?? "",
    external_id: tenant?.external_id ?? "",
    timezone: tenant?.timezone ?? "UTC",
  };
  return (
    <FormDialog
      title={tenant ? t("edit", { name: tenant.name }) : t("make")}
      form="tenant"
      submit={common("save")}
      busy={save.isPending}
      onClose={onClose}
    >
      <form id="tenant" {...form} className="flex flex-col gap-4">
        {(faults[""] ?? faults.version) && <Alert>{faults[""] ?? faults.version}</Alert>}
        {TEXTS.map((name) => (
          <Field
            key={name}
            label={t(`fields.${name}`)}
            hint={t(`hints.${name}`)}
            error={unsound.includes(name) ? t("missing") : faults[name]}
          >
            <Input
              name={name}
              required
              maxLength={200}
              autoComplete="off"
              defaultValue={first[name]}
            />
          </Field>
        ))}
        <Field label={t("fields.plan")} error={faults.plan}>
          <Select
            value={plan}
            onChange={setPlan}
            disabled={!plans.data}
            options={[
              { value: NO_PLAN, label: t("noPlan") },
              ...(plans.data?.results ?? []).map(({ id, name }) => ({
                value: id,
                label: name,
              })),
            ]}
          />
        </Field>
      </form>
    </FormDialog>
  );
}
