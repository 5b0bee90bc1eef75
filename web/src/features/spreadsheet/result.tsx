"use client";
import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import {
  errorCopyPath,
  FINDING_KINDS,
  FINDINGS_PAGE,
  findingsQuery,
  type FindingKind,
  type SheetImport,
} from "@/api/spreadsheets";
import { buttonClass } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Pager } from "@/components/ui/pager";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Accepting } from "./accepting";
import { countsOf, firstKind } from "./counts";
import { FindingTable } from "./finding-table";
import type { useImportSteps } from "./use-import";

/** The sheet whose rows may break requirements, where that is accepted. */
const ENTRIES = "entries";

/** What a dry run found, or what an import did, row by row. */
export function Result({
  found,
  steps,
}: {
  found: SheetImport;
  steps: ReturnType<typeof useImportSteps>;
}) {
  const t = useTranslations("spreadsheet");
  const all = countsOf(found.summary);
  const inError = found.summary.find(({ error }) => error > 0);
  const [table, setTable] = useState(inError?.table ?? found.summary[0]?.table ?? 0);
  const summary = found.summary.find((each) => each.table === table);
  const counts = summary ?? all;
  const [chosen, setKind] = useState<FindingKind | null>(null);
  const isOver = found.state === "done" || found.state === "undone";
  const kind = chosen ?? firstKind(counts, isOver);
  const [page, setPage] = useState(1);
  const rows = useQuery(findingsQuery(found, table, kind, page));
  const title =
    found.state === "checked" || found.state === "uploaded" ? "checked" : found.state;
  return (
    <Card aria-live="polite">
      <CardHeader
        title={t(`result.${title as "checked"}`)}
        description={all.error > 0 && !found.row_by_row ? t("result.stop") : undefined}
        actions={
          all.error > 0 &&
          found.kept_until && (
            <a className={buttonClass({ size: "sm" })} href={errorCopyPath(found)} download>
              <Download aria-hidden />
              <span className="max-sm:sr-only">{t("download")}</span>
            </a>
          )
        }
      />
      <div className="flex flex-wrap items-center gap-2 border-y border-line px-4 py-2.5">
        {found.summary.length > 1 && (
          <Select
            aria-label={t("result.key")}
            className="w-48"
            value={String(table)}
            onChange={(next) => {
              setTable(Number(next));
              setKind(null);
              setPage(1);
            }}
            options={found.summary.map((each) => ({
              value: String(each.table),
              label: t(`sheets.${each.sheet as "rooms"}`),
            }))}
          />
        )}
        <Segmented
          label={t("result.kinds")}
          value={kind}
          onChange={(next) => {
            setKind(next);
            setPage(1);
          }}
          options={FINDING_KINDS.map((each) => ({
            value: each,
            label: t(`kinds.${each}`, { count: counts[each] }),
          }))}
        />
      </div>
      {rows.error ? (
        <ErrorState error={rows.error} onRetry={() => rows.refetch()} />
      ) : !rows.data ? (
        <SkeletonRows rows={4} />
      ) : rows.data.results.length === 0 ? (
        <p className="px-4 py-8 text-center text-sm text-muted">{t("result.nothing")}</p>
      ) : (
        <>
          {kind === "error" && !isOver && summary?.sheet === ENTRIES && (
            <Accepting found={found} table={table} steps={steps} />
          )}
          <FindingTable rows={rows.data.results} kind={kind} />
          {rows.data.count > FINDINGS_PAGE && (
            <Pager page={page} size={FINDINGS_PAGE} count={rows.data.count} onPage={setPage} />
          )}
        </>
      )}
    </Card>
  );
}
