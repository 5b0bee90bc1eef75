import type { PointerEvent, ReactNode } from "react";
import type { Meeting } from "@/lib/week/meeting";
import type { View } from "./view";

/** How the grid's classes look and what pressing one does; the same for all of them. */
export interface Look {
  view: View;
  firstDay: string | null;
  colourOf: (meeting: Meeting) => number;
  /** Classes that are not meant at the moment, shown faintly. */
  isDimmed?: (meeting: Meeting) => boolean;
  /** Classes that are not held where they stand: their title is struck out. */
  isOff?: (meeting: Meeting) => boolean;
  selected: string | null;
  onSelect: (meeting: Meeting | null) => void;
  /** Signs beside a class's title, each with words of its own. */
  marksOf?: (meeting: Meeting) => ReactNode;
  /** Enter or Space on a class, where that is more than selecting it. */
  onPickUp?: (meeting: Meeting) => void;
  /** A press on a class, which may become a drag. */
  onGrip?: (meeting: Meeting, event: PointerEvent) => void;
}

/** The title of a class that is not held where it stands. */
export const OFF = "font-normal text-muted line-through";

/** Names a class on a day, so that arrow keys find its element. */
export function slotKey(day: number, meeting: Meeting): string {
  return `${day}:${meeting.class_id}`;
}
