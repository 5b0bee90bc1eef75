"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { Plan } from "@/api/institution";
import { plansKey, savePlan } from "@/api/platform";
import { useFieldErrors } from "@/components/error-text";
import { Alert } from "@/components/ui/alert";
import { FormDialog } from "@/components/ui/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useNotify } from "@/components/ui/toast";
import { useValues } from "@/components/use-values";
import { LIMITS } from "@/lib/plan-limits";

const TEXTS = ["name", "external_id"] as const;

/** A plan's name and limits; an empty limit is none. */
export function PlanDialog({ plan, onClose }: { plan: Plan | null; onClose: () => void }) {
  const t = useTranslations("platform.plan");
  const limits = useTranslations("plan.limits");
  const common = useTranslations("common");
  const notify = useNotify();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: ({ name = "", external_id = "", ...values }: Record<string, string>) =>
      savePlan(plan, {
        name,
        external_id,
        ...Object.fromEntries(
          LIMITS.map((limit) => [limit, values[limit] ? Number(values[limit]) : null]),
        ),
      }),
    onSuccess: ({ name }) => {
      void client.invalidateQueries({ queryKey: plansKey });
      notify({ tone: "good", title: t("saved", { name }) });
      onClose();
    },
  });
  const { unsound, form } = useValues(save.mutate);
  const faults = useFieldErrors()(save.error);
  return (
    <FormDialog
      title={plan ? t("edit", { name: plan.name }) : t("make")}
      description={t("text")}
      form="plan"
      submit={common("save")}
      busy={save.isPending}
      onClose={onClose}
    >
      <form id="plan" {...form} className="grid grid-cols-2 gap-4">
        {(faults[""] ?? faults.version) && (
          <div className="col-span-2">
            <Alert>{faults[""] ?? faults.version}</Alert>
          </div>
        )}
        {TEXTS.map((name) => (
          <Field
            key={name}
            label={t(name)}
            error={unsound.includes(name) ? t("missing") : faults[name]}
          >
            <Input
              name={name}
              required
              maxLength={200}
              autoComplete="off"
              defaultValue={plan?.[name]}
            />
          </Field>
        ))}
        {LIMITS.map((name) => (
          <Field
            key={name}
            label={name === "time_budget" ? t("seconds") : limits(name)}
            error={unsound.includes(name) ? t("wholeNumber") : faults[name]}
          >
            <Input
              name={name}
              type="number"
              min={0}
              step={1}
              placeholder={t("unlimited")}
              defaultValue={plan?.[name] ?? ""}
            />
          </Field>
        ))}
      </form>
    </FormDialog>
  );
}
