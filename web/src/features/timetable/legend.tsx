"use client";
import { useTranslations } from "next-intl";
import type { CSSProperties } from "react";

export interface LegendEntry {
  id: string;
  name: string;
  colour: number;
}

interface LegendProps {
  entries: LegendEntry[];
  /** The entry whose classes stand out; null for all. */
  chosen: string | null;
  onChoose: (id: string | null) => void;
}

/** What the colours mean; pressing an entry lets its classes stand out. */
export function Legend({ entries, chosen, onChoose }: LegendProps) {
  const t = useTranslations("timetable");
  if (entries.length < 2) return null;
  return (
    <ul aria-label={t("legend")} className="flex flex-wrap gap-x-1 gap-y-0.5 print:gap-x-3">
      {entries.map((entry) => (
        <li key={entry.id}>
          <button
            type="button"
            aria-pressed={entry.id === chosen}
            onClick={() => onChoose(entry.id === chosen ? null : entry.id)}
            style={{ "--cat": `var(--color-cat-${entry.colour})` } as CSSProperties}
            className="flex h-6 max-w-64 items-center gap-1.5 rounded-sm px-1.5 text-xs text-muted hover:bg-hover hover:text-ink aria-pressed:bg-pressed aria-pressed:text-ink"
          >
            <span
              aria-hidden
              className="rounded-xs size-2.5 shrink-0 bg-(--cat) [print-color-adjust:exact]"
            />
            <span className="truncate">{entry.name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
