"use client";
import { useTranslations } from "next-intl";
import type { Term } from "@/api/types";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { ShownWeek } from "../shown-week";
import type { useShown } from "../use-shown";
import { BreaksDialog } from "./breaks-dialog";
import { DragGhost } from "./drag-ghost";
import { EditBar } from "./edit-bar";
import { HeldBar } from "./held-bar";
import { useEditing } from "./use-editing";
import { useEditor, type Editor } from "./use-editor";

interface EditedWeekProps {
  timetable: string;
  term: Term;
  shown: ReturnType<typeof useShown>;
  broken: ReadonlySet<string>;
}

/** The week of a draft, whose classes can be moved by mouse, by touch and by keyboard. */
export function EditedWeek({ timetable, term, shown, broken }: EditedWeekProps) {
  const editor = useEditor(timetable, shown.week);
  const editing = useEditing(editor, shown, broken);
  const { draft, hold, swapping } = editor;
  return (
    <>
      {draft.error ? (
        <ErrorState error={draft.error} />
      ) : (
        <EditBar timetable={timetable} draft={draft} />
      )}
      <ShownWeek
        timetable={timetable}
        version={draft.version ?? undefined}
        term={term}
        shown={shown}
        broken={broken}
        editing={editing}
      />
      {hold && <HeldBar editor={editor} hold={hold} />}
      {swapping && <SwapBar editor={editor} />}
      <BreaksDialog
        draft={draft}
        // The pointer has let go already; by keys, another place can be chosen.
        onLeave={() => hold?.how === "pointer" && editor.putBack()}
      />
      {hold?.how === "pointer" && <DragGhost name={editor.name(hold.meeting)} />}
    </>
  );
}

/** Says that the next class chosen changes places with this one. */
function SwapBar({ editor }: { editor: Editor }) {
  const t = useTranslations("edit");
  if (!editor.swapping) return null;
  return (
    <section
      aria-label={t("actions.swap")}
      className="sticky bottom-3 z-20 mt-3 flex flex-wrap items-center gap-3 rounded-lg border border-line-strong bg-raised px-4 py-3 shadow-high print:hidden"
    >
      <p role="status" className="min-w-0 flex-1 basis-64 text-sm">
        <span className="font-semibold">
          {t("actions.swapping", { name: editor.name(editor.swapping) })}
        </span>
        <span className="block text-muted">{t("actions.swapHint")}</span>
      </p>
      <Button onClick={editor.stopSwap}>{t("held.release")}</Button>
    </section>
  );
}
