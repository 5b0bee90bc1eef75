"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Popover } from "@base-ui/react/popover";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { draftKey, rescoring } from "@/api/drafts";
import { timetableQuery } from "@/api/timetables";
import type { TimetableDetail } from "@/api/types";
import { CostBar, CostLegend } from "@/components/cost-bars";
import { useErrorText } from "@/components/error-text";
import { useFormat } from "@/components/format";
import { BrokenList, useBroken } from "@/components/review/broken";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { popupClass } from "@/components/ui/popup";
import { useNotify } from "@/components/ui/toast";
import { cn } from "@/lib/cn";
import { useAddress } from "@/lib/use-address";

/** Milliseconds without a change after which the figures are worked out anew. */
const AT_REST = 3000;

/** A timetable's cost, what it is made of, and what is broken in it. */
export function Figures({ timetable }: { timetable: string }) {
  const { data } = useQuery(timetableQuery(timetable));
  return data && <KnownFigures timetable={data} />;
}

/** The figures, worked out anew soon after the timetable, or what it is scored on, changed. */
function KnownFigures({ timetable }: { timetable: TimetableDetail }) {
  const t = useTranslations("edit.figures");
  const parts = useTranslations("jobs.components");
  const format = useFormat();
  const client = useQueryClient();
  const notify = useNotify();
  const describe = useErrorText();
  const { id, version, score, score_stale: isStale } = timetable;
  const broken = useBroken(timetable, true);
  const { get } = useAddress();
  const [isOpen, setOpen] = useState(get("violations") !== null);
  const rescore = useMutation({
    ...rescoring,
    onSuccess: (fresh) => client.setQueryData(draftKey(id), fresh),
    onError: (error) => notify({ tone: "bad", title: describe(error) }),
  });
  const { mutate: again, isIdle, reset } = rescore;
  useEffect(reset, [version, isStale, reset]);
  useEffect(() => {
    // Once a version: where that fails, the button is left.
    if (!isStale || !isIdle) return;
    const timer = setTimeout(() => again(id), AT_REST);
    return () => clearTimeout(timer);
  }, [id, version, isStale, isIdle, again]);
  const known = Object.entries(score.components).filter(([, cost]) => cost > 0);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger render={<Button variant="ghost" />}>
        {t("open", { cost: format.number(score.total) })}
        {isStale && <span className="font-normal text-faint">({t("stale")})</span>}
        {broken !== undefined && (broken > 0 || !isStale) && (
          <Badge tone={broken > 0 ? "bad" : "good"}>{t("findings", { count: broken })}</Badge>
        )}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={4} collisionPadding={8} align="start" className="z-50">
          <Popover.Popup
            className={cn(popupClass, "max-h-[70dvh] w-96 max-w-[94vw] overflow-y-auto p-4")}
          >
            <Popover.Title className="text-sm font-semibold">{t("title")}</Popover.Title>
            {isStale && <p className="mt-0.5 text-xs text-caution">{t("before")}</p>}
            <CostBar components={score.components} className="my-3" />
            <CostLegend costs={[score.components]} />
            <dl className="mt-3 flex flex-col gap-1 text-sm">
              {known.map(([key, cost]) => (
                <div key={key} className="flex justify-between gap-3">
                  <dt>{parts.has(key as "time") ? parts(key as "time") : key}</dt>
                  <dd className="tabular-nums">{format.number(cost)}</dd>
                </div>
              ))}
            </dl>
            {broken !== undefined && (broken > 0 || !isStale) && (
              <p className="mt-2 text-sm text-muted">{t("findings", { count: broken })}</p>
            )}
            {isStale && (
              <Button
                size="sm"
                className="mt-3"
                busy={rescore.isPending}
                onClick={() => again(id)}
              >
                {t("again")}
              </Button>
            )}
            {broken !== undefined && broken > 0 && timetable.state !== "archived" && (
              <div className="mt-2 border-t border-line pt-2 text-sm">
                <BrokenList timetable={timetable} onLeave={() => setOpen(false)} />
              </div>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
