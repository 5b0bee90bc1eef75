"use client";
import { useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { readinessQuery } from "@/api/overview";
import { timetablesQuery } from "@/api/timetables";
import type { TermSummary } from "@/api/types";
import { countOf } from "@/components/readiness";
import { BrokenShort } from "@/components/review/broken";
import { Card } from "@/components/ui/card";
import { cn } from "@/lib/cn";
import { stepsOf, type StepState } from "./steps";

/** The way to the published timetable, step by step. */
export function StepsCard({ term, summary }: { term: string; summary: TermSummary }) {
  const t = useTranslations("overview.steps");
  const { data } = useQuery(timetablesQuery(term));
  const { data: readiness } = useQuery(readinessQuery(term));
  const warnings = countOf(readiness?.findings ?? [], "warning");
  const published = data?.results.find(({ state }) => state === "published");
  const steps = stepsOf(summary, readiness?.ready ?? true, data?.count ?? 0);
  return (
    <Card className="p-4">
      <ol className="grid gap-x-4 gap-y-3 md:grid-cols-4" aria-label={t("label")}>
        {steps.map((step, index) => (
          <li
            key={step.key}
            aria-current={step.state === "now" ? "step" : undefined}
            className="flex gap-3 md:flex-col md:gap-2.5"
          >
            <div className="flex items-center md:gap-3">
              <Mark state={step.state} number={index + 1} />
              {index < steps.length - 1 && (
                <span
                  aria-hidden
                  className={cn(
                    "hidden h-px flex-1 md:block",
                    step.state === "done" ? "bg-good" : "bg-line-strong",
                  )}
                />
              )}
            </div>
            <div className="min-w-0">
              <div
                className={cn(
                  "text-sm font-semibold",
                  step.state === "waiting" && "text-faint",
                )}
              >
                {t(`${step.key}.title`)}
              </div>
              <p className="text-xs text-pretty text-faint">
                {step.key === "data" && step.state === "done" && warnings > 0
                  ? t("data.warned", { count: warnings })
                  : t(`${step.key}.${step.state}`)}
              </p>
              {step.key === "publish" && published && <BrokenShort timetable={published} />}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Mark({ state, number }: { state: StepState; number: number }) {
  return (
    <span
      aria-hidden
      className={cn(
        "grid size-6 shrink-0 place-items-center rounded-full text-xs font-semibold tabular-nums",
        state === "done" && "bg-good-soft text-good",
        state === "now" && "bg-accent text-on-accent",
        state === "waiting" && "border border-line-strong text-faint",
      )}
    >
      {state === "done" ? <Check className="size-3.5" strokeWidth={3} /> : number}
    </span>
  );
}
