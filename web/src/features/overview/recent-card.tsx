"use client";
import { useQuery } from "@tanstack/react-query";
import { History, Minus, PenLine, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { recentChangesQuery } from "@/api/overview";
import type { components } from "@/api/schema";
import { useFormat } from "@/components/format";
import { useObjectName } from "@/components/kind-name";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { useNow } from "@/components/use-now";

type Entry = components["schemas"]["Entry"];

const ICONS: Record<string, ReactNode> = {
  add: <Plus />,
  change: <PenLine />,
  delete: <Minus />,
};
const MOST = 8;

/** The state that a timetable was brought to; one that is published archives another. */
function stepOf({ entity, action, after }: Entry): string | null {
  const state = entity === "timetable" && action === "change" && after?.state;
  return typeof state === "string" ? state : null;
}

/** Who changed what lately, of what concerns one. */
export function RecentCard() {
  const t = useTranslations("overview.recent");
  const format = useFormat();
  const objectName = useObjectName();
  const now = useNow();
  const { data, error, refetch } = useQuery(recentChangesQuery);
  const kind = (entity: string) => (t.has(`entities.${entity as "room"}`) ? entity : "other");
  return (
    <Card>
      <CardHeader title={t("title")} />
      <div className="border-t border-line">
        {error ? (
          <ErrorState error={error} onRetry={() => refetch()} />
        ) : !data ? (
          <SkeletonRows rows={5} />
        ) : data.length === 0 ? (
          <EmptyState
            icon={<History />}
            title={t("none")}
            description={t("noneText")}
            className="py-10"
          />
        ) : (
          <ul className="divide-y divide-line">
            {data.slice(0, MOST).map(({ newest, action, count }) => {
              const step = stepOf(newest);
              const named = step ? 1 : count;
              const name = objectName(newest.entity, newest.object_name);
              const things = t(`entities.${kind(newest.entity) as "room"}`, { count: named });
              return (
                <li key={newest.id} className="flex items-start gap-3 px-4 py-2">
                  <span
                    aria-hidden
                    className="mt-0.5 grid size-5 shrink-0 place-items-center rounded-full bg-sunken text-faint [&_svg]:size-3"
                  >
                    {ICONS[action]}
                  </span>
                  <p className="min-w-0 flex-1 text-sm">
                    {t(step ? (`steps.${step}` as "steps.approved") : (action as "add"), {
                      who: newest.actor_name || t("system"),
                      things: named === 1 && name ? `${things} ${name}` : things,
                    })}
                  </p>
                  <time
                    dateTime={newest.at}
                    className="shrink-0 text-xs text-faint"
                    suppressHydrationWarning
                  >
                    {now && format.ago(newest.at, now)}
                  </time>
                </li>
              );
            })}
          </ul>
        )}
      </div>
    </Card>
  );
}
