"use client";
import { useEffect, useMemo, type KeyboardEvent } from "react";
import type { Look } from "@/components/week/look";
import type { MeetingTime, Meeting } from "@/lib/week/meeting";
import type { useShown } from "../use-shown";
import { ClassActions } from "./class-actions";
import { HeatCells } from "./heat-cells";
import { MarksLegend, useMarks } from "./marks";
import { Suggestions } from "./suggestions";
import type { Editor } from "./use-editor";
import { useSuggestions } from "./use-suggestions";

/** How an editor changes the week that everybody sees: what ShownWeek needs to know of it. */
export function useEditing(
  editor: Editor,
  shown: ReturnType<typeof useShown>,
  broken: ReadonlySet<string>,
) {
  const { draft, hold, swapping } = editor;
  const marksOf = useMarks(draft, broken);
  const asked = hold?.meeting.class_id ?? shown.selected;
  const suggestions = useSuggestions(editor.timetable, draft.version, asked);
  const cells = hold?.cells ?? null;
  const besides = useMemo(
    () => cells?.flatMap(({ spots }): readonly MeetingTime[] => spots),
    [cells],
  );

  const isBusy = hold !== null || swapping !== null;
  const stop = () => {
    if (hold) editor.putBack();
    editor.stopSwap();
  };
  useShortcuts(editor, isBusy, stop);

  const select = (meeting: Meeting | null) => {
    if (swapping && meeting) return editor.swapWith(meeting);
    if (isBusy && !meeting) return stop();
    shown.setSelected(meeting?.class_id ?? null);
  };
  const look: Partial<Look> = {
    marksOf,
    onSelect: select,
    onGrip: editor.grip,
    onPickUp: (meeting) => {
      if (swapping) return editor.swapWith(meeting);
      shown.setSelected(meeting.class_id);
      editor.lift(meeting, "keys");
    },
  };

  return {
    look,
    besides,
    /** A class is in hand, or waits for the one to change places with. */
    isBusy,
    isHeld: hold !== null,
    overlay:
      hold && cells
        ? (day: number, from: number, to: number) => (
            <HeatCells editor={editor} hold={hold} day={day} from={from} to={to} />
          )
        : undefined,
    /** Keys for the class that is meant, while the focus is in the week or its panel. */
    onKeyDown: (meetings: readonly Meeting[]) => (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (target.matches("input, textarea") || event.ctrlKey || event.metaKey || event.altKey)
        return;
      const find = (cls?: string | null) => meetings.find(({ class_id }) => class_id === cls);
      const meant = find(asked);
      const suggestion = suggestions.data?.suggestions[Number(event.key) - 1];
      if (suggestion && meant) editor.take(meant, suggestion);
      const isBundle = target.hasAttribute("aria-haspopup");
      const focused = isBundle ? null : target.dataset.meeting?.split(":")[1];
      const meeting = find(focused) ?? meant;
      if (event.key.toLowerCase() === "p" && !hold && meeting && editor.may(meeting)) {
        const isPinned = meeting.time_pinned || meeting.room_pinned;
        editor.pin(meeting, !isPinned, !isPinned && meeting.room !== null);
      }
    },
    actions: (meeting: Meeting) => (
      <>
        <ClassActions editor={editor} meeting={meeting} />
        <div className="mb-5 border-b border-line pb-4">
          <Suggestions editor={editor} meeting={meeting} found={suggestions} />
        </div>
      </>
    ),
    legend: <MarksLegend />,
    land: editor.land,
  };
}

export type Editing = ReturnType<typeof useEditing>;

/** Undo and redo anywhere on the page; Escape puts back what is held. */
function useShortcuts(editor: Editor, isBusy: boolean, stop: () => void) {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement && event.target.matches("input, textarea");
      if (isTyping) return;
      if (event.key === "Escape" && isBusy) return stop();
      if (!(event.ctrlKey || event.metaKey)) return;
      const key = event.key.toLowerCase();
      if (key !== "z" && key !== "y") return;
      event.preventDefault();
      if (key === "y" || event.shiftKey) editor.draft.redo();
      else editor.draft.undo();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  });
}
