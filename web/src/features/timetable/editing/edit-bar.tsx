"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Redo2, Undo2 } from "lucide-react";
import { Popover } from "@base-ui/react/popover";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { draftKey, rescoring } from "@/api/drafts";
import { timetableQuery } from "@/api/timetables";
import { CostBar, CostLegend } from "@/components/cost-bars";
import { useErrorText } from "@/components/error-text";
import { useFormat } from "@/components/format";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { popupClass } from "@/components/ui/popup";
import { useNotify } from "@/components/ui/toast";
import { cn } from "@/lib/cn";
import type { Draft } from "./use-draft";

/** Undo and redo, how much was changed, what it costs, and who else is here. */
export function EditBar({ timetable, draft }: { timetable: string; draft: Draft }) {
  const t = useTranslations("edit");
  const undo = draft.undoWhat ? t("undoWhat", { what: draft.undoWhat }) : t("nothingToUndo");
  const redo = draft.redoWhat ? t("redoWhat", { what: draft.redoWhat }) : t("nothingToRedo");
  return (
    <div
      role="group"
      aria-label={t("bar")}
      className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2 print:hidden"
    >
      <div className="flex gap-1">
        <Button
          title={undo}
          aria-keyshortcuts="Control+Z"
          disabled={!draft.undoWhat}
          onClick={draft.undo}
        >
          <Undo2 aria-hidden />
          {t("undo")}
        </Button>
        <Button
          title={redo}
          aria-keyshortcuts="Control+Shift+Z"
          disabled={!draft.redoWhat}
          onClick={draft.redo}
        >
          <Redo2 aria-hidden />
          {t("redo")}
        </Button>
      </div>
      <Figures timetable={timetable} draft={draft} />
      <p className="text-sm text-muted max-lg:hidden" title={t("keys")}>
        {draft.changed.size > 0 ? t("changes", { count: draft.changed.size }) : t("hint")}
      </p>
      <Presence draft={draft} />
    </div>
  );
}

/** Others who have the draft open now. */
function Presence({ draft }: { draft: Draft }) {
  const t = useTranslations("edit.presence");
  if (draft.present.length === 0) return null;
  return (
    <ul aria-label={t("label")} className="ml-auto flex flex-wrap gap-1.5">
      {draft.present.map(({ membership, name, holding }) => (
        <li key={membership}>
          <Badge tone="info">{t(holding ? "holding" : "here", { name })}</Badge>
        </li>
      ))}
    </ul>
  );
}

/** Milliseconds without a change after which the figures are worked out anew. */
const AT_REST = 3000;

/** The timetable's cost and what it is made of; worked out anew soon after changes. */
function Figures({ timetable, draft }: { timetable: string; draft: Draft }) {
  const t = useTranslations("edit.figures");
  const parts = useTranslations("jobs.components");
  const format = useFormat();
  const client = useQueryClient();
  const notify = useNotify();
  const describe = useErrorText();
  const { data } = useQuery(timetableQuery(timetable));
  const rescore = useMutation({
    ...rescoring,
    onSuccess: (fresh) => client.setQueryData(draftKey(timetable), fresh),
    onError: (error) => notify({ tone: "bad", title: describe(error) }),
  });
  const { mutate: again, isIdle, reset } = rescore;
  const { version } = data ?? {};
  const isBehind = data?.score_stale ?? false;
  useEffect(reset, [version, reset]);
  useEffect(() => {
    // Once a version: where that fails, the button is left.
    if (!isBehind || !isIdle) return;
    const timer = setTimeout(() => again(timetable), AT_REST);
    return () => clearTimeout(timer);
  }, [timetable, version, isBehind, isIdle, again]);
  if (!data) return null;
  const { score, score_stale: isStale } = data;
  const known = Object.entries(score.components).filter(([, cost]) => cost > 0);
  const findings = draft.findings.length;
  return (
    <Popover.Root>
      <Popover.Trigger render={<Button variant="ghost" />}>
        {t("open", { cost: format.number(score.total) })}
        {isStale && <span className="font-normal text-faint">({t("stale")})</span>}
        <Badge tone={findings > 0 ? "bad" : "good"}>{t("findings", { count: findings })}</Badge>
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
            <p className="mt-2 text-sm text-muted">{t("hard", { hard: findings })}</p>
            {isStale && (
              <Button
                size="sm"
                className="mt-3"
                busy={rescore.isPending}
                onClick={() => again(timetable)}
              >
                {t("again")}
              </Button>
            )}
            {findings > 0 && (
              <ul className="mt-3 flex list-disc flex-col gap-1 border-t border-line pt-3 pl-5 text-sm">
                {draft.findingTexts.map(({ key, text }) => (
                  <li key={key}>{text}</li>
                ))}
              </ul>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
