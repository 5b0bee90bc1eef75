"use client";
import { useTranslations } from "next-intl";
import { CostBar, CostLegend } from "@/components/cost-bars";
import { useErrorText } from "@/components/error-text";
import { useFormat } from "@/components/format";
import { JobStateBadge } from "@/components/job-state";
import { Card, CardHeader } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { variantColor } from "@/components/variant-color";
import type { BoardRow } from "./board";
import { ProgressBar } from "@/components/ui/progress";

/** A start that is not valid yet is all that the variants need: for them it is finished. */
function shownState({ index, state }: BoardRow): BoardRow["state"] {
  return index === 0 && state === "partial" ? "succeeded" : state;
}

/** The common start and the variants, a row each. */
export function SolveTable({ rows, isLive }: { rows: readonly BoardRow[]; isLive: boolean }) {
  const t = useTranslations("generate.table");
  const jobs = useTranslations("jobs");
  const format = useFormat();
  const describe = useErrorText();
  const most = Math.max(1, ...rows.map((row) => row.cost ?? 0));
  const dash = <span className="text-faint">–</span>;

  return (
    <Card>
      <CardHeader
        title={t("title")}
        actions={<CostLegend costs={rows.map((row) => row.components)} />}
        className="flex-wrap"
      />
      <div className="border-t border-line">
        <Table label={t("title")}>
          <thead>
            <tr>
              <Th>{t("name")}</Th>
              <Th>{t("state")}</Th>
              {isLive && <Th className="w-36">{t("progress")}</Th>}
              <Th numeric>{t("hard")}</Th>
              <Th numeric>{t("cost")}</Th>
              <Th className="w-1/4 min-w-40">{t("components")}</Th>
              {isLive && <Th numeric>{t("moves")}</Th>}
              {isLive && <Th numeric>{t("left")}</Th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Tr key={row.id}>
                <Td className="font-medium whitespace-nowrap">
                  <span
                    aria-hidden
                    className="mr-2 inline-block size-2 rounded-full"
                    style={{ background: variantColor(row.index) }}
                  />
                  {row.index === 0 ? jobs("prepare") : jobs("variant", { index: row.index })}
                </Td>
                <Td>
                  <JobStateBadge state={shownState(row)} />
                  {row.error && <p className="mt-1 text-xs text-bad">{describe(row.error)}</p>}
                </Td>
                {isLive && (
                  <Td>
                    {row.state === "running" && (
                      <ProgressBar fraction={row.fraction} label={t("progress")} />
                    )}
                  </Td>
                )}
                <Td numeric>{row.hard === null ? dash : format.number(row.hard)}</Td>
                <Td numeric className="font-medium">
                  {row.cost === null ? dash : format.number(row.cost)}
                </Td>
                <Td>
                  {Object.keys(row.components).length > 0 && (
                    <CostBar components={row.components} of={most} />
                  )}
                </Td>
                {isLive && (
                  <Td numeric>
                    {row.movesPerSecond === null ? dash : format.compact(row.movesPerSecond)}
                  </Td>
                )}
                {isLive && (
                  <Td numeric>
                    {row.secondsLeft === null ? dash : format.duration(row.secondsLeft)}
                  </Td>
                )}
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Card>
  );
}
