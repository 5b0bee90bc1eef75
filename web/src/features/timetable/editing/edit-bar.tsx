"use client";
import { Redo2, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Figures } from "../figures";
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
      <Figures timetable={timetable} />
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
