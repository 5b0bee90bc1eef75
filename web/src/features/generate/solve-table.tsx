"use client";
import { useTranslations } from "next-intl";
import { CostBar, CostLegend } from "@/components/cost-bars";
import { useErrorText } from "@/components/error-text";
import { useFormat } from "@/components/format";
import { JobStateBadge } from "@/components/job-state";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { variantColor } from "@/components/variant-color";
import type { BoardRow } from "./board";
import { ProgressBar } from "@/components/ui/progress";

/** A solve's state, as it reads among the others. */
function SolveState({ row: { index, state, started_at } }: { row: BoardRow }) {
  const t = useTranslations("jobs.states");
  // Its job ended before its turn came: nobody cancelled it.
  if (state === "cancelled" && !started_at) return <Badge>{t("notStarted")}</Badge>;
  // A start that is not valid yet is all that the variants need: for them it is finished.
  const isEnough = index === 0 && state === "partial";
  return <JobStateBadge state={isEnough ? "succeeded" : state} />;
}

/** The common start and the variants, a row each. */
export function SolveTable({ rows, isLive }: { rows: readonly BoardRow[]; isLive: boolean }) {
  const t = useTranslations("generate.table");
  const format = useFormat();
  const describe = useErrorText();
  // What the variants began with would dwarf what they came to: its own bar is full.
  const variants = rows.filter(({ index, cost }) => index > 0 && cost !== null);
  const most = Math.max(
    1,
    ...(variants.length > 0 ? variants : rows).map(({ cost }) => cost ?? 0),
  );
  const dash = <span className="text-faint">–</span>;

  return (
    <Card>
      <CardHeader
        title={t("title")}
        actions={<CostLegend costs={rows.map((row) => row.components)} />}
        className="flex-wrap"
      />
      <ul className="divide-y divide-line border-t border-line md:hidden">
        {rows.map((row) => (
          <SolveCard key={row.id} row={row} isLive={isLive} most={most} />
        ))}
      </ul>
      <div className="border-t border-line max-md:hidden">
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
                  <SolveName index={row.index} />
                </Td>
                <Td>
                  <SolveState row={row} />
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

function SolveName({ index }: { index: number }) {
  const t = useTranslations("jobs");
  return (
    <>
      <span
        aria-hidden
        className="mr-2 inline-block size-2 rounded-full"
        style={{ background: variantColor(index) }}
      />
      {index === 0 ? t("prepare") : t("variant", { index })}
    </>
  );
}

/** A row of the table as a phone shows it: nothing to scroll for. */
function SolveCard({ row, isLive, most }: { row: BoardRow; isLive: boolean; most: number }) {
  const t = useTranslations("generate.table");
  const format = useFormat();
  const describe = useErrorText();
  const facts = [
    [t("hard"), row.hard === null ? "–" : format.number(row.hard)],
    [t("cost"), row.cost === null ? "–" : format.number(row.cost)],
    isLive && [
      t("moves"),
      row.movesPerSecond === null ? "–" : format.compact(row.movesPerSecond),
    ],
    isLive && [t("left"), row.secondsLeft === null ? "–" : format.duration(row.secondsLeft)],
  ].filter((fact) => fact !== false);
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex items-center justify-between gap-3 text-sm font-medium">
        <span>
          <SolveName index={row.index} />
        </span>
        <SolveState row={row} />
      </div>
      {row.error && <p className="text-xs text-bad">{describe(row.error)}</p>}
      {isLive && row.state === "running" && (
        <ProgressBar fraction={row.fraction} label={t("progress")} />
      )}
      <dl className="grid grid-cols-4 gap-3">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="truncate text-xs text-faint">{name}</dt>
            <dd className="text-sm font-medium tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      {Object.keys(row.components).length > 0 && (
        <CostBar components={row.components} of={most} />
      )}
    </li>
  );
}
