import type { Meeting } from "@/lib/week/meeting";
import type { View } from "./view";

/** How the grid's classes look and what pressing one does; the same for all of them. */
export interface Look {
  view: View;
  firstDay: string | null;
  colourOf: (meeting: Meeting) => number;
  /** Classes that are not meant at the moment, shown faintly. */
  isDimmed?: (meeting: Meeting) => boolean;
  selected: string | null;
  onSelect: (meeting: Meeting | null) => void;
}

/** Names a class on a day, so that arrow keys find its element. */
export function slotKey(day: number, meeting: Meeting): string {
  return `${day}:${meeting.class_id}`;
}
