"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { checkQuery, type Change } from "@/api/drafts";
import type { Reason, Spot, Suggestion } from "@/api/types";
import { useErrorText } from "@/components/error-text";
import { useSession } from "@/components/session";
import { useNotify } from "@/components/ui/toast";
import { useMeetingWords } from "@/components/week/words";
import { gradeOf } from "@/lib/week/heat";
import type { Meeting } from "@/lib/week/meeting";
import { acceptedKeys } from "./accepted";
import { usePlaceText } from "./place-text";
import { useReasonText } from "@/components/reason-text";
import { useDraft } from "./use-draft";
import { useDrag } from "./use-drag";
import { useHeld, useHold, type How } from "./use-hold";

/** Everything that an editor of a draft's grid can do, and what is in their hand. */
export function useEditor(timetable: string, week: number | null) {
  const t = useTranslations("edit");
  const client = useQueryClient();
  const notify = useNotify();
  const describe = useErrorText();
  const reasonText = useReasonText();
  const placeText = usePlaceText();
  const words = useMeetingWords(null);
  const { membership } = useSession().me;
  const { held, pickUp, release, aim, choose, repin } = useHeld();
  const [swapping, setSwapping] = useState<Meeting | null>(null);
  const draft = useDraft(timetable, held?.meeting.class_id ?? null);
  const hold = useHold(timetable, draft.version, week, held, draft.edits);
  /** The class whose block has the focus once it stands where it was put. */
  const landing = useRef<string | null>(null);

  const name = (meeting: Meeting) => [words.title(meeting), words.part(meeting.part)].join(" ");
  const may = (meeting: Meeting) =>
    membership?.role === "registrar" || meeting.department?.id === membership?.department?.id;

  const lift = (meeting: Meeting, how: How) => {
    if (!may(meeting)) return notify({ title: t("actions.notYours") });
    setSwapping(null);
    pickUp(meeting, how);
  };
  const putBack = () => {
    if (held?.how === "keys") landing.current = held.meeting.class_id;
    release();
  };

  /** Pins a class where it is, its time or its room; neither sets it free. */
  const pin = (meeting: Meeting, time: boolean, room: boolean) => {
    const cls = meeting.class_id;
    draft.pin(
      { cls, name: name(meeting), time, room },
      { onSuccess: () => repin(cls, time, room) },
    );
  };

  const ask = async (
    changes: [Change, ...Change[]],
    wish: { title: string; done: string; held?: boolean },
    always = false,
  ) => {
    const asked = changes.map(({ cls, room, ...time }) => ({
      cls,
      place: { ...(time as Spot), room: room ?? null },
    }));
    try {
      const answer = await client.fetchQuery(checkQuery(timetable, draft.version ?? 0, asked));
      const broken = answer.created.filter(({ hard }) => hard > 0);
      if (broken.length === 0 && !always) {
        return draft.write(draft.moving(changes, { ...wish, accept: [] }));
      }
      draft.setQuestion({
        wish: draft.moving(changes, { ...wish, accept: acceptedKeys(broken) }),
        // Where several classes move, "its" says nothing.
        broken: broken.map((reason) =>
          reasonText(reason, changes.length === 1 ? changes[0].cls : undefined),
        ),
        cost: answer.cost,
      });
    } catch (error) {
      notify({ tone: "bad", title: t("failed"), description: describe(error) });
    }
  };

  const drop = (spot: Spot | null = hold?.spot ?? null) => {
    if (!hold || !spot || draft.isWriting) return;
    const { meeting } = hold;
    if (gradeOf(spot, meeting) === "here" && spot.room?.id === meeting.room?.id) {
      return putBack();
    }
    landing.current = meeting.class_id;
    const texts = { name: name(meeting), place: placeText(spot) };
    const wish = { title: t("breaks.title", texts), done: t("done.moved", texts), held: true };
    const changes: [Change] = [changeOf(meeting.class_id, spot)];
    if (spot.hard > 0 || meeting.time_pinned || meeting.room_pinned) {
      return void ask(changes, wish);
    }
    draft.write(draft.moving(changes, { ...wish, accept: [] }));
  };

  const take = (meeting: Meeting, { changes, answer }: Suggestion) => {
    const [first, ...others] = changes.map(({ cls, place }) => changeOf(cls.id!, place));
    if (!first || draft.isWriting) return;
    landing.current = meeting.class_id;
    const texts = { name: name(meeting), place: placeText(changes[0]!.place) };
    const wish = { title: t("breaks.title", texts), done: t("done.moved", texts) };
    if (answer.hard > 0 || answer.created.some(({ hard }: Reason) => hard > 0)) {
      return void ask([first, ...others], wish);
    }
    draft.write(draft.moving([first, ...others], { ...wish, accept: [] }));
  };

  const swapWith = (other: Meeting) => {
    const meeting = swapping;
    setSwapping(null);
    if (!meeting || meeting.class_id === other.class_id) return;
    if (!may(other)) return notify({ title: t("actions.notYours") });
    const pair = { a: name(meeting), b: name(other) };
    void ask(
      [exchange(meeting, other), exchange(other, meeting)],
      { title: t("swap.title", pair), done: t("done.swapped", pair) },
      true,
    );
  };

  const grip = useDrag({
    onLift: (meeting) => lift(meeting, "pointer"),
    onOver: (cell) => aim(cell),
    onDrop: (key) => {
      const cell = hold?.cells?.find((each) => each.key === key);
      if (cell) drop(cell.spots[0]);
      else if (hold?.cells && !hold.meeting.time_pinned) release();
    },
  });

  // What was written is in nobody's hand any more; a refused drop stays there.
  const { writes } = draft;
  const [released, setReleased] = useState(writes);
  if (writes !== released) {
    setReleased(writes);
    release();
  }

  // Whoever does something else meanwhile keeps the focus there.
  useEffect(() => {
    const leave = () => {
      landing.current = null;
    };
    window.addEventListener("pointerdown", leave, true);
    window.addEventListener("keydown", leave, true);
    return () => {
      window.removeEventListener("pointerdown", leave, true);
      window.removeEventListener("keydown", leave, true);
    };
  }, []);
  const isHeld = held !== null;
  const land = useCallback(() => {
    if (!landing.current || isHeld || document.activeElement !== document.body) return;
    const block = `[data-meeting$=":${CSS.escape(landing.current)}"]`;
    document.querySelector<HTMLElement>(block)?.focus();
  }, [isHeld]);

  return {
    timetable,
    draft,
    hold,
    swapping,
    land,
    grip: (meeting: Meeting, event: Parameters<typeof grip>[1]) => {
      if (may(meeting) && !held && !swapping) grip(meeting, event);
    },
    name,
    may,
    lift,
    putBack,
    pin,
    aim,
    choose,
    drop,
    take,
    startSwap: (meeting: Meeting) => {
      release();
      setSwapping(meeting);
    },
    stopSwap: () => setSwapping(null),
    swapWith,
  };
}

export type Editor = ReturnType<typeof useEditor>;

type Placed = Omit<Spot, "hard" | "cost" | "reasons">;

function changeOf(cls: string, { weeks, days, start_minute, length_minutes, room }: Placed) {
  return { cls, weeks, days, start_minute, length_minutes, room: room?.id ?? null };
}

/** A class at the place of another; it lasts as long as it did. */
function exchange(meeting: Meeting, { weeks, days, start_minute, room }: Meeting): Change {
  const { class_id, length_minutes } = meeting;
  return changeOf(class_id, { weeks, days, start_minute, length_minutes, room });
}
