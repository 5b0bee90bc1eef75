"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { heatQuery } from "@/api/drafts";
import type { Edit, Spot } from "@/api/types";
import { cellKey, cellsOf, type Cell } from "@/lib/week/heat";
import type { Meeting } from "@/lib/week/meeting";
import { positions } from "@/lib/week/weeks";

export type How = "keys" | "pointer";

export interface Hold {
  meeting: Meeting;
  how: How;
  cells: Cell<Spot>[] | null;
  error: unknown;
  /** The place that is meant now, and which of the times that begin there. */
  target: Cell<Spot> | null;
  spot: Spot | null;
}

interface Held {
  meeting: Meeting;
  how: How;
  target: string | null;
  choice: number;
}

/** The class in somebody's hand, every place of the week priced for it, and the one meant. */
export function useHold(
  timetable: string,
  version: number | null,
  week: number | null,
  held: Held | null,
  edits: readonly Edit[],
) {
  const cls = held?.meeting.class_id ?? "";
  const { data, error } = useQuery({
    ...heatQuery(timetable, version ?? 0, cls),
    enabled: held !== null && version !== null,
  });
  return useMemo((): Hold | null => {
    if (!held) return null;
    const { how } = held;
    const meeting = placedNow(held.meeting, edits);
    const cells = data ? cellsOf(data.spots, week, meeting) : null;
    // Held by keys, a place is meant from the start: where the class is now.
    const home = cellKey(positions(meeting.days)[0] ?? 0, meeting.start_minute);
    const wanted = held.target ?? (how === "keys" ? home : null);
    const target =
      cells?.find(({ key }) => key === wanted) ??
      (how === "keys" ? (cells?.[0] ?? null) : null);
    const spot = target ? (target.spots[held.choice] ?? target.spots[0]) : null;
    return { meeting, how, cells, error, target, spot };
  }, [held, data, error, week, edits]);
}

/** The class where the draft's log has it: somebody may move it while it is in hand. */
function placedNow(meeting: Meeting, edits: readonly Edit[]): Meeting {
  const place = edits.findLast(({ cls }) => cls === meeting.class_id)?.after;
  if (!place) return meeting;
  const { room, ...time } = place;
  if (room === (meeting.room?.id ?? null)) return { ...meeting, ...time };
  return { ...meeting, ...time, room: room === null ? null : { id: room, name: "" } };
}

export function useHeld() {
  const [held, setHeld] = useState<Held | null>(null);
  return {
    held,
    pickUp: (meeting: Meeting, how: How) => setHeld({ meeting, how, target: null, choice: 0 }),
    release: () => setHeld(null),
    aim: (target: string | null, how?: How) =>
      setHeld((now) =>
        now && (now.target !== target || (how && now.how !== how))
          ? { ...now, target, choice: 0, how: how ?? now.how }
          : now,
      ),
    /** The class in hand is pinned otherwise now; any other is let be. */
    repin: (cls: string, time: boolean, room: boolean) =>
      setHeld((now) =>
        now?.meeting.class_id === cls
          ? { ...now, meeting: { ...now.meeting, time_pinned: time, room_pinned: room } }
          : now,
      ),
    choose: (choice: number) => setHeld((now) => now && { ...now, choice }),
  };
}
