"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleAlert, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { Controller, useForm } from "react-hook-form";
import * as z from "zod/mini";
import { createJob, jobsKey } from "@/api/jobs";
import type { TermSummary } from "@/api/types";
import { useErrorText } from "@/components/error-text";
import { useFormat } from "@/components/format";
import { Readiness } from "@/components/readiness";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { Stepper } from "@/components/ui/stepper";
import { useNow } from "@/components/use-now";
import { BUDGET_LEAST, BUDGET_MOST, BUDGETS, readyAt, VARIANTS_MOST } from "./budget";

const schema = z.object({
  variants: z.int().check(z.minimum(1), z.maximum(VARIANTS_MOST)),
  time_budget: z.int().check(z.minimum(BUDGET_LEAST), z.maximum(BUDGET_MOST)),
});

/** How many variants, how long; then the job starts and its page opens. */
export function GenerateForm({ term, summary }: { term: string; summary: TermSummary }) {
  const t = useTranslations("generate");
  const format = useFormat();
  const describe = useErrorText();
  const router = useRouter();
  const queries = useQueryClient();
  const now = useNow();
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { variants: 5, time_budget: 300 },
  });
  const start = useMutation({
    mutationFn: (values: z.infer<typeof schema>) =>
      createJob({ term, solver: "auto", ...values }),
    onSuccess: async (job) => {
      router.push(`/terms/${term}/jobs/${job.id}`);
      await Promise.all([
        queries.invalidateQueries({ queryKey: jobsKey(term) }),
        queries.invalidateQueries({ queryKey: ["terms", term] }),
      ]);
    },
  });
  const { errors } = form.formState;
  // eslint-disable-next-line react-hooks/incompatible-library -- the form's own subscription
  const budget = form.watch("time_budget");

  return (
    <Card>
      <CardHeader title={t("newTitle")} description={t("newDescription")} />
      <form
        noValidate
        onSubmit={form.handleSubmit((values) => start.mutate(values))}
        className="grid gap-6 border-t border-line p-4 md:grid-cols-[1fr_18rem]"
      >
        <div className="flex flex-col gap-5">
          <Field
            label={t("variants")}
            hint={t("variantsHint")}
            error={errors.variants && t("variantsInvalid", { most: VARIANTS_MOST })}
          >
            <Controller
              control={form.control}
              name="variants"
              render={({ field }) => (
                <Stepper
                  value={field.value}
                  onChange={(value) => field.onChange(value ?? Number.NaN)}
                  min={1}
                  max={VARIANTS_MOST}
                  className="w-36"
                />
              )}
            />
          </Field>
          <div className="flex flex-col gap-1.5">
            <span className="text-sm font-medium">{t("budget")}</span>
            <Controller
              control={form.control}
              name="time_budget"
              render={({ field }) => (
                <Segmented
                  label={t("budget")}
                  value={String(field.value)}
                  onChange={(value) => field.onChange(Number(value))}
                  options={BUDGETS.map((value) => ({
                    value: String(value),
                    label: format.duration(value),
                  }))}
                  className="self-start"
                />
              )}
            />
            <p className="text-xs text-faint">{t("budgetHint")}</p>
          </div>
        </div>
        <div className="flex flex-col gap-4 border-t border-line pt-4 md:border-t-0 md:border-l md:pt-0 md:pl-6">
          <Readiness summary={summary} />
          <p className="text-sm text-muted">
            {now ? t("estimate", { time: format.clock(readyAt(now, budget)) }) : "\u00a0"}
          </p>
          {start.isError && (
            <p role="alert" className="flex items-start gap-2 text-sm text-bad">
              <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
              {describe(start.error)}
            </p>
          )}
          <Button
            type="submit"
            variant="primary"
            size="lg"
            className="mt-auto"
            busy={start.isPending}
            disabled={!summary.ready}
          >
            {!start.isPending && <Play aria-hidden />}
            {t("start")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
