"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { healthQuery, type PlatformHealth } from "@/api/platform";
import { useFormat } from "@/components/format";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { ProgressBar } from "@/components/ui/progress";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Stats } from "@/components/ui/stat";
import { EmptyState } from "@/components/ui/state";
import { PlatformPage } from "./platform-page";

/** How every part is, what waits, and the machine that solves; renewed by itself. */
export function HealthPage() {
  const { data, error, refetch } = useQuery(healthQuery);
  return (
    <PlatformPage tab="health">
      {!data ? (
        <Card>
          {error ? (
            <ErrorState error={error} onRetry={() => void refetch()} />
          ) : (
            <SkeletonRows />
          )}
        </Card>
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <Parts health={data} />
          <Machine machine={data.machine} />
          <Queue queue={data.queue} />
        </div>
      )}
    </PlatformPage>
  );
}

const PARTS = ["database", "redis", "queue", "generator"] as const;

function Parts({ health }: { health: PlatformHealth }) {
  const t = useTranslations("platform.health");
  const isWell = health.status === "ok";
  return (
    <Card>
      <CardHeader
        title={t("parts")}
        actions={
          <Badge tone={isWell ? "good" : "bad"}>{t(isWell ? "allWell" : "degraded")}</Badge>
        }
      />
      <ul className="divide-y divide-line border-t border-line px-4">
        {PARTS.map((name) => {
          const state = health.checks[name];
          return (
            <li key={name} className="flex items-start justify-between gap-3 py-2.5 text-sm">
              <div className="min-w-0">
                <p className="font-medium">{t(`names.${name}`)}</p>
                <p className="text-xs text-pretty text-faint">
                  {state === "ok" ? t(`does.${name}`) : t(`remedies.${name}`)}
                </p>
              </div>
              <Badge tone={state === "ok" ? "good" : "bad"}>
                {state === "ok" ? t("well") : (state ?? t("unknown"))}
              </Badge>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function Machine({ machine }: { machine: PlatformHealth["machine"] }) {
  const t = useTranslations("platform.health");
  const format = useFormat();
  if (!machine) {
    return (
      <Card>
        <CardHeader title={t("machine")} />
        <EmptyState
          className="border-t border-line"
          title={t("noMachineTitle")}
          description={t("noMachineText")}
        />
      </Card>
    );
  }
  const gigabytes = (mb: number) => t("gigabytes", { value: format.decimal(mb / 1024, 1) });
  return (
    <Card>
      <CardHeader
        title={t("machine")}
        description={t("engine", { version: machine.engine_version })}
      />
      <div className="flex flex-col gap-4 border-t border-line p-4">
        <Stats
          items={[
            { label: t("cores"), value: format.number(machine.cores) },
            { label: t("memory"), value: gigabytes(machine.memory_mb) },
            {
              label: t("slots"),
              value: t("ofSlots", { running: machine.running, slots: machine.slots }),
              hint: t("perSolve", {
                threads: machine.threads_per_solve,
                memory: gigabytes(machine.memory_mb_per_solve),
              }),
            },
          ]}
        />
        <div>
          <p className="mb-1 flex justify-between text-xs text-muted">
            <span>{t("memoryUsed")}</span>
            <span className="tabular-nums">{format.percent(machine.memory_used)}</span>
          </p>
          <ProgressBar fraction={machine.memory_used} label={t("memoryUsed")} />
        </div>
        <div className="text-sm">
          <p className="text-xs text-faint">{t("cards")}</p>
          {machine.gpus.length === 0 ? (
            <p>{t("noCard")}</p>
          ) : (
            machine.gpus.map((card, index) => (
              <p key={index}>
                {t("card", { name: card.name, memory: gigabytes(card.memory_mb) })}
              </p>
            ))
          )}
        </div>
      </div>
    </Card>
  );
}

const JOB_STATES = [
  "queued",
  "running",
  "cancelling",
  "succeeded",
  "partial",
  "failed",
  "cancelled",
] as const;

function Queue({ queue }: { queue: PlatformHealth["queue"] }) {
  const t = useTranslations("platform.health");
  const states = useTranslations("jobs.states");
  const format = useFormat();
  return (
    <Card className="lg:col-span-2">
      <CardHeader title={t("jobs")} description={t("jobsText")} />
      <div className="flex flex-col gap-4 border-t border-line p-4">
        <Stats
          items={JOB_STATES.map((state) => ({
            label: states(state),
            value: format.number(queue.jobs[state] ?? 0),
          }))}
        />
        <Stats
          items={[
            { label: t("waiting"), value: format.number(queue.solves.queued ?? 0) },
            { label: t("oldest"), value: format.duration(queue.oldest_seconds) },
            { label: t("lost"), value: format.number(queue.attempts_lost) },
          ]}
        />
      </div>
    </Card>
  );
}
