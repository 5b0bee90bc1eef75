"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleAlert, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { Controller, useForm } from "react-hook-form";
import * as z from "zod/mini";
import { createJob, jobsKey, machineQuery } from "@/api/jobs";
import { readinessQuery } from "@/api/overview";
import type { TermSummary } from "@/api/types";
import { useErrorText } from "@/components/error-text";
import { useFormat } from "@/components/format";
import { Readiness } from "@/components/readiness";
import { Pinned } from "./pinned";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Stepper } from "@/components/ui/stepper";
import { useNow } from "@/components/use-now";
import { readyAt } from "./budget";
import { BudgetField } from "./budget-field";
import { ProfileCard } from "./profiles/profile-card";
import { isEmpty, resized } from "./profiles/weights";

/** What the API takes; its own answer decides all the same. */
function schemaOf(limits: TermSummary["job_limits"]) {
  const job = z.object({
    variants: z.int().check(z.minimum(1), z.maximum(limits.most_variants)),
    profiles: z.array(
      z
        .object({ name: z.string(), weights: z.record(z.string(), z.number()) })
        .check(z.refine((profile) => !isEmpty(profile))),
    ),
    solver: z.enum(limits.solvers),
    time_budget: z.int().check(z.minimum(limits.least_budget), z.maximum(limits.most_budget)),
  });
  return job.check(
    z.refine(({ variants, time_budget }) => time_budget >= limits.least_budget * variants, {
      path: ["time_budget"],
    }),
  );
}

type Values = z.infer<ReturnType<typeof schemaOf>>;

/** How many variants, how long; then the job starts and its page opens. */
export function GenerateForm({ term, summary }: { term: string; summary: TermSummary }) {
  const t = useTranslations("generate");
  const format = useFormat();
  const describe = useErrorText();
  const router = useRouter();
  const queries = useQueryClient();
  const now = useNow();
  const limits = summary.job_limits;
  const form = useForm<Values>({
    resolver: zodResolver(schemaOf(limits)),
    mode: "onTouched",
    defaultValues: {
      variants: 5,
      profiles: resized([], limits.profiles, 5),
      solver: limits.solvers[0],
      time_budget: 300,
    },
  });
  const { data: machine } = useQuery(machineQuery);
  const { data: readiness } = useQuery(readinessQuery(term));
  const start = useMutation({
    mutationFn: (values: Values) => createJob({ term, ...values }),
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
  const [budget, profiles, variants] = form.watch(["time_budget", "profiles", "variants"]);

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
            error={errors.variants && t("variantsInvalid", { most: limits.most_variants })}
          >
            <Controller
              control={form.control}
              name="variants"
              render={({ field }) => (
                <Stepper
                  value={Number.isNaN(field.value) ? null : field.value}
                  onChange={(value) => {
                    field.onChange(value ?? Number.NaN);
                    if (value !== null) {
                      form.setValue("profiles", resized(profiles, limits.profiles, value));
                      void form.trigger("time_budget");
                    }
                  }}
                  min={1}
                  max={limits.most_variants}
                  className="w-36"
                />
              )}
            />
          </Field>
          <Controller
            control={form.control}
            name="time_budget"
            render={({ field }) => (
              <BudgetField
                value={field.value}
                onChange={field.onChange}
                onBlur={field.onBlur}
                least={limits.least_budget * (variants || 1)}
                most={limits.most_budget}
                isWrong={errors.time_budget !== undefined}
              />
            )}
          />
          <Field label={t("solver")} hint={t("solverHint")}>
            <Controller
              control={form.control}
              name="solver"
              render={({ field }) => (
                <Select
                  value={field.value}
                  onChange={field.onChange}
                  options={limits.solvers.map((solver) => ({
                    value: solver,
                    label: t(`solvers.${solver}`),
                  }))}
                  className="w-72"
                />
              )}
            />
          </Field>
          {machine?.cores != null && (
            <p className="text-xs text-faint">
              {t("machine", {
                cores: machine.cores,
                memory: Math.round((machine.memory_mb ?? 0) / 1024),
              })}{" "}
              {machine.gpus.length > 0
                ? t("machineGpu", { names: machine.gpus.map((gpu) => gpu.name).join(", ") })
                : t("machineNoGpu")}
            </p>
          )}
        </div>
        <fieldset className="min-w-0 md:order-last md:col-span-2">
          <legend className="text-sm font-medium">{t("profiles.title")}</legend>
          <p className="mb-3 text-xs text-faint">{t("profiles.hint")}</p>
          <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
            {profiles.map((profile, index) => (
              <ProfileCard
                key={index}
                index={index + 1}
                profile={profile}
                usual={limits.profiles}
                onChange={(next) =>
                  form.setValue(`profiles.${index}`, next, { shouldValidate: true })
                }
              />
            ))}
          </div>
        </fieldset>
        <div className="flex flex-col gap-4 border-t border-line pt-4 md:border-t-0 md:border-l md:pt-0 md:pl-6">
          <Readiness term={term} />
          <Pinned term={term} />
          <p className="text-sm text-muted">
            {now && budget > 0 && !errors.time_budget
              ? t("estimate", {
                  span: format.duration(budget),
                  time: format.clock(readyAt(now, budget)),
                })
              : "\u00a0"}
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
            disabled={readiness?.ready === false}
          >
            {!start.isPending && <Play aria-hidden />}
            {t("start")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
