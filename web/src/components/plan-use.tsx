"use client";
import { useTranslations } from "next-intl";
import type { Plan } from "@/api/institution";
import { useFormat } from "@/components/format";
import { Badge } from "@/components/ui/badge";
import { ProgressBar } from "@/components/ui/progress";
import { LIMITS, usageOf, type LimitName } from "@/lib/plan-limits";

/** Each limit of a plan with what is used of it; without a plan, only what there is. */
export function PlanUse({ plan, used }: { plan: Plan | null; used: Record<string, number> }) {
  const t = useTranslations("plan");
  const show = useLimitValue();
  return (
    <ul className="flex flex-col gap-4">
      {LIMITS.map((name) => {
        const limit = plan?.[name] ?? null;
        const count = used[name];
        const { share, isNear, isFull } = usageOf(count, limit);
        return (
          <li key={name}>
            <div className="flex items-baseline justify-between gap-3 text-sm">
              <span className="font-medium">{t(`limits.${name}`)}</span>
              <span className="flex items-center gap-2 text-muted tabular-nums">
                {isNear && (
                  <Badge tone={isFull ? "bad" : "caution"}>{t(isFull ? "full" : "near")}</Badge>
                )}
                {count === undefined
                  ? limit === null
                    ? t("unlimited")
                    : t("atMost", { limit: show(name, limit) })
                  : limit === null
                    ? t("usedUnlimited", { used: show(name, count) })
                    : t("usedOf", { used: show(name, count), limit: show(name, limit) })}
              </span>
            </div>
            {share !== null && (
              <ProgressBar
                className="mt-1.5"
                fraction={share}
                label={t("share", { name: t(`limits.${name}`) })}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** A limit's value with its unit. */
export function useLimitValue(): (name: LimitName, value: number) => string {
  const format = useFormat();
  return (name, value) =>
    name === "time_budget" ? format.duration(value) : format.number(value);
}
