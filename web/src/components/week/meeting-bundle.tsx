"use client";
import { useTranslations } from "next-intl";
import type { CSSProperties } from "react";
import { cn } from "@/lib/cn";
import { clockRange, type Meeting } from "@/lib/week/meeting";
import { slotKey, type Look } from "./look";
import { useMeetingWords } from "./words";
import styles from "./week-grid.module.css";

interface MeetingBundleProps {
  meetings: Meeting[];
  day: number;
  look: Look;
  tabbable: boolean;
}

/** Many classes at exactly the same time, as electives often are: one chip each. */
export function MeetingBundle({ meetings, day, look, tabbable }: MeetingBundleProps) {
  const t = useTranslations("week");
  const words = useMeetingWords(look.firstDay);
  const time = clockRange(meetings[0]!);
  return (
    <div
      role="group"
      aria-label={t("together", { count: meetings.length, day: words.days.name(day), time })}
      className={styles.bundle}
    >
      {meetings.map((meeting, index) => (
        <button
          key={meeting.class_id}
          type="button"
          data-chip
          data-meeting={slotKey(day, meeting)}
          title={[meeting.course.name, words.part(meeting.part), words.room(meeting)]
            .filter(Boolean)
            .join(" · ")}
          className={cn(styles.chip, "text-xs font-medium tracking-tight")}
          style={
            {
              "--cat": `var(--color-cat-${look.colourOf(meeting)})`,
              opacity: look.isDimmed?.(meeting) ? 0.3 : undefined,
            } as CSSProperties
          }
          tabIndex={tabbable && index === 0 ? 0 : -1}
          aria-pressed={meeting.class_id === look.selected}
          onClick={() => look.onSelect(meeting)}
        >
          {words.title(meeting)}
        </button>
      ))}
    </div>
  );
}
