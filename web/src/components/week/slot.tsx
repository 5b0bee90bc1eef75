"use client";
import type { Block } from "@/lib/week/layout";
import type { Meeting } from "@/lib/week/meeting";
import type { Look } from "./look";
import { MeetingBlock } from "./meeting-block";
import { MeetingBundle } from "./meeting-bundle";
import styles from "./week-grid.module.css";

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
        <MeetingBundle block={block} day={day} look={look} tabbable={tabbable} />
      )}
    </li>
  );
}
