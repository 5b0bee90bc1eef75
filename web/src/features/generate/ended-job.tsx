"use client";
import { useQueries, useQuery } from "@tanstack/react-query";
import { CircleAlert, Columns3, Info, RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { timetableQuery, timetablesQuery } from "@/api/timetables";
import type { Job } from "@/api/types";
import { useErrorText } from "@/components/error-text";
import { useFormat } from "@/components/format";
import { useGenerationName } from "@/components/generation-name";
import { JobStateBadge } from "@/components/job-state";
import { Page } from "@/components/page";
import { useSession } from "@/components/session";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Stats } from "@/components/ui/stat";
import { mayGenerate } from "@/lib/roles";
import { bestRow, endedRows } from "./board";
import { CurveCard } from "./curve-card";
import { DiagnosisCard } from "./diagnosis/diagnosis-card";
import { SolveTable } from "./solve-table";

/** What came out of a job, how it got there, and where to go from here. */
export function EndedJob({ term, job }: { term: string; job: Job }) {
  const t = useTranslations("generate");
  const generation = useGenerationName();
  const format = useFormat();
  const describe = useErrorText();
  const { me } = useSession();
  const { data: timetables } = useQuery(timetablesQuery(term, job.id));
  const kept = timetables?.results ?? [];
  const histories = useQueries({
    queries: kept.map((each) => timetableQuery(each.id)),
    combine: (answers) =>
      Object.fromEntries(
        answers.flatMap(({ data }) => (data ? [[data.id, data.history]] : [])),
      ),
  });
  const rows = endedRows(job, kept, histories);
  // Variants that were left out came to something too, but nobody can choose them.
  const best = bestRow(rows.filter(({ timetable }) => timetable));
  const isBroken = job.outcome === "infeasible" || (best?.hard ?? 0) > 0;
  const took =
    job.started_at && job.finished_at
      ? (Date.parse(job.finished_at) - Date.parse(job.started_at)) / 1000
      : null;

  return (
    <Page
      title={generation(job.created_at)}
      aside={<JobStateBadge state={job.state} />}
      actions={
        <>
          <ButtonLink href={`/terms/${term}/generate`}>
            <RotateCw aria-hidden />
            {t("again")}
          </ButtonLink>
          {kept.length > 0 && (
            <ButtonLink variant="primary" href={`/terms/${term}/timetables?job=${job.id}`}>
              <Columns3 aria-hidden />
              {t("compare")}
            </ButtonLink>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Card className="flex flex-col gap-4 p-4">
          <p className="text-sm font-medium">
            {t(`endings.${job.state}`, {
              outcome: job.outcome,
              stopped: String(job.keep_best),
            })}
          </p>
          {job.error && (
            <p className="flex items-start gap-2 text-sm text-bad">
              <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
              {describe(job.error)}
            </p>
          )}
          {job.shortfalls.map(({ code, parameters }) => (
            <p
              key={`${code} ${parameters["variant"]} ${parameters["other"]}`}
              className="flex items-start gap-2 text-sm text-muted"
            >
              <Info aria-hidden className="mt-0.5 size-4 shrink-0" />
              {t(code === "variants_alike" ? "shortfalls.alike" : "shortfalls.dominated", {
                variant: Number(parameters["variant"]),
                other: Number(parameters["other"]),
                share: format.percent(Number(parameters["share"] ?? 0)),
              })}
            </p>
          ))}
          <Stats
            items={[
              { label: t("took"), value: took === null ? "–" : format.duration(took) },
              { label: t("progress.budget"), value: format.duration(job.time_budget) },
              { label: t("variants"), value: format.number(job.variants) },
              {
                label: t("progress.best"),
                value: best?.cost == null ? "–" : format.number(best.cost),
              },
              {
                label: t("progress.hard"),
                value: best?.hard == null ? "–" : format.number(best.hard),
              },
            ]}
          />
        </Card>
        {mayGenerate(me.membership?.role) && isBroken && (
          <DiagnosisCard term={term} job={job.id} />
        )}
        {kept.length > 0 && <CurveCard rows={rows} ended />}
        <SolveTable rows={rows} isLive={false} />
      </div>
    </Page>
  );
}
