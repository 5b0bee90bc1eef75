"use client";
import { FileSpreadsheet, Play, RotateCcw, SearchCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { ApiError } from "@/api/errors";
import { isBusy, type SheetImport } from "@/api/spreadsheets";
import { useErrorText } from "@/components/error-text";
import { fileSize } from "@/components/file-size";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ProgressBar } from "@/components/ui/progress";
import { Alert } from "@/components/ui/alert";
import { Mapping } from "./mapping";
import { Options } from "./options";
import { Result } from "./result";
import { StateBadge } from "./state-badge";
import { countsOf } from "./counts";
import { useImportSteps } from "./use-import";

/** One import from its mapping to its undoing: each part shows once it has something to say. */
export function Guided({ found }: { found: SheetImport }) {
  const describe = useErrorText();
  const steps = useImportSteps(found);
  const { state } = found;
  const isOver = state === "done" || state === "undone";
  const failure = steps.step.error ?? steps.change.error;
  return (
    <div className="flex flex-col gap-4">
      <Head found={found} steps={steps} />
      {failure && <Alert>{describe(failure)}</Alert>}
      {found.error && <Stopped error={found.error} />}
      {isBusy(found) && <Working found={found} />}
      {!isBusy(found) && found.summary.length > 0 && (
        <Result key={`${found.version}`} found={found} steps={steps} />
      )}
      {!isOver && !isBusy(found) && (
        <>
          <Options found={found} steps={steps} />
          <Mapping found={found} steps={steps} />
        </>
      )}
    </div>
  );
}

type Steps = ReturnType<typeof useImportSteps>;

function Head({ found, steps }: { found: SheetImport; steps: Steps }) {
  const t = useTranslations("spreadsheet");
  const { state } = found;
  const counts = countsOf(found.summary);
  const rows = counts.added + counts.changed + counts.removed;
  const isStopped = counts.error > 0 && !found.row_by_row;
  const { isPending, variables } = steps.step;
  return (
    <Card className="flex flex-wrap items-center gap-3 p-4">
      <FileSpreadsheet aria-hidden className="size-5 shrink-0 text-faint" />
      <p className="min-w-40 flex-1 text-sm">
        <span className="block truncate font-medium">{found.name}</span>
        <span className="text-muted">{fileSize(found.size)}</span>
      </p>
      <StateBadge state={state} />
      {["uploaded", "checked", "failed", "undone"].includes(state) && state !== "undone" && (
        <Button
          variant={state === "checked" && !isStopped ? "secondary" : "primary"}
          busy={isPending && variables === "check"}
          disabled={steps.isPending}
          onClick={() => steps.step.mutate("check")}
        >
          <SearchCheck aria-hidden />
          {found.summary.length > 0 ? t("checkAgain") : t("check")}
        </Button>
      )}
      {state === "checked" && (
        <Button
          variant="primary"
          busy={isPending && variables === "run"}
          disabled={steps.isPending || isStopped || rows === 0}
          onClick={() => steps.step.mutate("run")}
        >
          <Play aria-hidden />
          {rows > 0 ? t("run", { count: rows }) : t("runNothing")}
        </Button>
      )}
      {state === "done" && (
        <Button
          busy={isPending && variables === "undo"}
          disabled={steps.isPending}
          onClick={() => steps.step.mutate("undo")}
        >
          <RotateCcw aria-hidden />
          {t("undo")}
        </Button>
      )}
    </Card>
  );
}

function Stopped({ error }: { error: NonNullable<SheetImport["error"]> }) {
  const describe = useErrorText();
  const say = (fault: { code: string; detail: string; parameters: Record<string, unknown> }) =>
    describe(new ApiError(409, fault.code, fault.detail, fault.parameters));
  return (
    <Alert>
      <p>{say(error)}</p>
      {error.errors.length > 0 && (
        <ul className="mt-1 list-disc pl-4 text-muted">
          {error.errors.slice(0, 10).map((fault, index) => (
            <li key={index}>{say(fault)}</li>
          ))}
        </ul>
      )}
    </Alert>
  );
}

function Working({ found }: { found: SheetImport }) {
  const t = useTranslations("spreadsheet");
  const { progress } = found;
  const state = found.state as "checking" | "running" | "undoing";
  return (
    <Card className="p-5">
      <div role="status" className="flex flex-col gap-2">
        <ProgressBar
          fraction={progress?.total ? progress.done / progress.total : null}
          label={t("progress")}
        />
        <p className="text-sm text-muted">
          {t(`working.${state}`)}{" "}
          {progress && (
            <span className="tabular-nums">
              {t("working.share", {
                done: progress.done,
                total: progress.total,
                sheet: t(`sheets.${progress.sheet as "rooms"}`),
              })}
            </span>
          )}
        </p>
      </div>
    </Card>
  );
}
