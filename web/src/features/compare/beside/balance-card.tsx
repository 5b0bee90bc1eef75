"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Who } from "@/api/differences";
import type { Timetable } from "@/api/types";
import { useFormat } from "@/components/format";
import { Button } from "@/components/ui/button";
import { ComparedCard } from "./compared-card";
import { MEASURES, PeopleDialog } from "./people-dialog";

const WHO = ["students", "instructors"] as const;

/** Who gains and who loses from the other timetable to this one. */
export function BalanceCard({ own, other }: { own: Timetable; other: Timetable }) {
  const t = useTranslations("compare.beside.balance");
  const [named, setNamed] = useState<Who | null>(null);
  return (
    <>
      <ComparedCard
        own={own}
        other={other}
        title={t("title")}
        description={t("text", { name: other.name })}
      >
        {({ people }) => (
          <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
            {WHO.map((who) => (
              <section key={who} aria-label={t(who)}>
                <div className="mb-2 flex items-center justify-between gap-2">
                  <h3 className="text-sm font-medium">{t(who)}</h3>
                  <Button size="sm" onClick={() => setNamed(who)}>
                    {t("who")}
                    <span className="sr-only">: {t(who)}</span>
                  </Button>
                </div>
                <ul className="flex flex-col gap-2.5">
                  {MEASURES.map((measure) => (
                    <Balance
                      key={measure}
                      label={t(measure)}
                      gain={people[who][measure].gain}
                      lose={people[who][measure].lose}
                    />
                  ))}
                </ul>
              </section>
            ))}
          </div>
        )}
      </ComparedCard>
      {WHO.map((who) => (
        <PeopleDialog
          key={who}
          who={who}
          own={own}
          other={other}
          open={named === who}
          onOpenChange={(open) => setNamed(open ? who : null)}
        />
      ))}
    </>
  );
}

/** Those with less of it at the left of the middle, those with more at the right. */
function Balance({ label, gain, lose }: { label: string; gain: number; lose: number }) {
  const t = useTranslations("compare.beside.balance");
  const format = useFormat();
  const most = Math.max(1, gain, lose);
  const width = (count: number) => ({ width: `${(100 * count) / most}%` });
  return (
    <li className="text-xs">
      <p className="mb-1 flex justify-between gap-2 tabular-nums">
        <span className="text-good">{t("gain", { count: gain })}</span>
        <span className="text-muted">{label}</span>
        <span className="text-bad">{t("lose", { count: lose })}</span>
      </p>
      <div
        aria-hidden
        title={`${format.number(gain)} / ${format.number(lose)}`}
        className="grid grid-cols-2 gap-px"
      >
        <span className="flex h-2 justify-end rounded-l-full bg-sunken">
          <span className="h-full rounded-l-full bg-good" style={width(gain)} />
        </span>
        <span className="flex h-2 rounded-r-full bg-sunken">
          <span className="h-full rounded-r-full bg-bad" style={width(lose)} />
        </span>
      </div>
    </li>
  );
}
