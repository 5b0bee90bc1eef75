"use client";
import { ArrowLeftRight, Move, Pin } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { Meeting } from "@/lib/week/meeting";
import type { Editor } from "./use-editor";

/** What can be done with the class that is selected. */
export function ClassActions({ editor, meeting }: { editor: Editor; meeting: Meeting }) {
  const t = useTranslations("edit.actions");
  const { draft } = editor;
  if (!editor.may(meeting)) return <p className="mb-4 text-sm text-muted">{t("notYours")}</p>;
  const isPinned = meeting.time_pinned || meeting.room_pinned;
  const isHeld = editor.hold?.meeting.class_id === meeting.class_id;
  const pin = (time: boolean, room: boolean) => editor.pin(meeting, time, room);
  return (
    <div className="mb-4 flex flex-wrap gap-2">
      <Button
        variant="primary"
        size="sm"
        disabled={isHeld}
        onClick={(event) => editor.lift(meeting, event.detail === 0 ? "keys" : "pointer")}
      >
        <Move aria-hidden />
        {t("move")}
      </Button>
      <Button
        size="sm"
        aria-pressed={editor.swapping?.class_id === meeting.class_id}
        onClick={() => editor.startSwap(meeting)}
      >
        <ArrowLeftRight aria-hidden />
        {t("swap")}
      </Button>
      <Menu
        trigger={
          <Button size="sm" busy={draft.isPinning}>
            <Pin aria-hidden />
            {t(isPinned ? "pinned" : "pin")}
          </Button>
        }
      >
        <MenuItem onClick={() => pin(true, true)}>{t("pinBoth")}</MenuItem>
        <MenuItem onClick={() => pin(true, false)}>{t("pinTime")}</MenuItem>
        <MenuItem onClick={() => pin(false, true)} disabled={!meeting.room}>
          {t("pinRoom")}
        </MenuItem>
        <MenuItem onClick={() => pin(false, false)} disabled={!isPinned}>
          {t("unpin")}
        </MenuItem>
      </Menu>
    </div>
  );
}
