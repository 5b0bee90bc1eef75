"use client";
import { WifiOff } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Connection } from "@/api/events";
import type { Job } from "@/api/types";
import { useFormat } from "@/components/format";
import { Card } from "@/components/ui/card";
import { ProgressBar } from "@/components/ui/progress";
import { Stats } from "@/components/ui/stat";
import { useNow } from "@/components/use-now";
import { isOpen } from "@/lib/job-states";
import { bestRow, type BoardRow } from "./board";
import { secondsLeft } from "./budget";
import { jobFraction, type LiveJob } from "./live";

/** What is going on now, how much is done, and how long it will still take. */
export function ProgressCard({
  job,
  live,
  rows,
  connection,
}: {
  job: Job;
  live: LiveJob;
  rows: readonly BoardRow[];
  connection: Connection;
}) {
  const t = useTranslations("generate.progress");
  const format = useFormat();
  const now = useNow();
  const fraction = jobFraction(live);
  const best = bestRow(rows);
  const running = rows.filter((row) => row.state === "running");
  const moves = running.reduce((sum, row) => sum + (row.movesPerSecond ?? 0), 0);
  const left = now && job.started_at ? secondsLeft(job.started_at, job.time_budget, now) : null;
  const dash = "–";
  const state = live.status?.state ?? job.state;

  return (
    <Card className="p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p className="text-sm font-medium" aria-live="polite">
          {sentence()}
        </p>
        <span className="text-sm text-muted tabular-nums">{format.percent(fraction)}</span>
      </div>
      <ProgressBar fraction={fraction} label={t("label")} className="mt-2" />
      <Stats
        className="mt-4"
        items={[
          { label: t("best"), value: best?.cost == null ? dash : format.number(best.cost) },
          { label: t("hard"), value: best?.hard == null ? dash : format.number(best.hard) },
          { label: t("moves"), value: moves > 0 ? format.compact(moves) : dash },
          { label: t("left"), value: left === null ? dash : format.duration(left) },
          { label: t("budget"), value: format.duration(job.time_budget) },
        ]}
      />
      {connection === "lost" && isOpen(state) && (
        <p role="status" className="mt-3 flex items-center gap-2 text-xs text-caution">
          <WifiOff aria-hidden className="size-3.5" />
          {t("lost")}
        </p>
      )}
    </Card>
  );

  function sentence(): string {
    if (!isOpen(state)) return t("ended");
    if (state === "queued") return t("queued");
    if (state === "cancelling") return t("cancelling");
    const preparing = running.find((row) => row.index === 0);
    if (preparing) return t(`prepare.${(preparing.phase ?? "start") as "start"}`);
    if (running.length === 0) return t("between");
    return t("variants", {
      running: running.map((row) => row.index).join(", "),
      count: running.length,
      total: job.variants,
    });
  }
}
