"use client";
import type { Block } from "@/lib/week/layout";
import type { Meeting } from "@/lib/week/meeting";
import { MeetingBlock } from "./meeting-block";
import { MeetingBundle } from "./meeting-bundle";
import type { View } from "./view";
import styles from "./week-grid.module.css";

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

interface SlotProps {
  block: Block<Meeting>;
  day: number;
  /** The grid's hours, in minutes. */
  from: number;
  to: number;
  look: Look;
  tabbable: boolean;
  onFocus: () => void;
}

/** Names a class on a day, so that arrow keys find its element. */
export function slotKey(day: number, meeting: Meeting): string {
  return `${day}:${meeting.class_id}`;
}

/** Puts a block where its hours and lanes are. */
export function Slot({ block, day, from, to, look, tabbable, onFocus }: SlotProps) {
  const share = (part: number, whole: number) => `${(100 * part) / whole}%`;
  const [only, ...others] = block.meetings;
  return (
    <li
      className={styles.slot}
      onFocus={onFocus}
      style={{
        top: share(block.start - from, to - from),
        height: share(block.end - block.start, to - from),
        left: share(block.lane, block.lanes),
        width: share(block.width, block.lanes),
      }}
    >
      {others.length === 0 ? (
        <MeetingBlock meeting={only!} day={day} look={look} tabbable={tabbable} />
      ) : (
        <MeetingBundle meetings={block.meetings} day={day} look={look} tabbable={tabbable} />
      )}
    </li>
  );
}
