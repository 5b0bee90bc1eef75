"use client";
import { Check, Minus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { useDays } from "@/components/week/words";
import { cn } from "@/lib/cn";
import { clock } from "@/lib/week/meeting";
import { cellKey, minutesOf, type Frame, type Painting, type Wish } from "./paint";
import styles from "./paint-grid.module.css";

interface PaintGridProps {
  frame: Frame;
  painting: Painting;
  firstDay: string | null;
  /** A day without classes by another rule, from 0. */
  researchDay: number | null;
  /** Paints cells; one that `joins` belongs to the stroke before. */
  onPaint: (keys: string[], joins: boolean) => void;
}

const ARROWS: Record<string, [row: number, column: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Days across, hours down; painted by dragging, by touch, or with the keys. */
export function PaintGrid({ frame, painting, firstDay, researchDay, onPaint }: PaintGridProps) {
  const t = useTranslations("myWeek.hours");
  const days = useDays(firstDay);
  const root = useRef<HTMLTableElement>(null);
  const stroke = useRef(false);
  const [at, setAt] = useState({ row: 0, column: 0 });
  const minutes = minutesOf(frame);

  const keyAt = (row: number, column: number) => cellKey(frame.days[column]!, minutes[row]!);
  const cellUnder = (event: PointerEvent) => {
    const under = document.elementFromPoint(event.clientX, event.clientY);
    return under?.closest<HTMLElement>("[data-paint]")?.dataset.paint;
  };
  const onPointerDown = (event: PointerEvent) => {
    const key = cellUnder(event);
    if (!key || event.button !== 0) return;
    stroke.current = true;
    // A finger's events stay with the cell that it first touched, unless they are let go.
    (event.target as HTMLElement).releasePointerCapture?.(event.pointerId);
    onPaint([key], false);
  };
  const onPointerMove = (event: PointerEvent) => {
    const key = stroke.current && event.buttons > 0 && cellUnder(event);
    if (key) onPaint([key], true);
  };
  const endStroke = () => {
    stroke.current = false;
  };

  const onKeyDown = (event: KeyboardEvent, row: number, column: number) => {
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      onPaint([keyAt(row, column)], false);
      return;
    }
    const step = ARROWS[event.key];
    if (!step) return;
    event.preventDefault();
    const next = {
      row: Math.min(minutes.length - 1, Math.max(0, row + step[0])),
      column: Math.min(frame.days.length - 1, Math.max(0, column + step[1])),
    };
    setAt(next);
    const key = keyAt(next.row, next.column);
    root.current?.querySelector<HTMLElement>(`[data-paint="${key}"]`)?.focus();
    if (event.shiftKey) onPaint([keyAt(row, column), key], false);
  };

  const wishAt = (day: number, minute: number) => painting.get(cellKey(day, minute)) ?? 0;
  const nameOf = (wish: Wish) =>
    t(`wishes.${wish === "never" ? "never" : wish === 0 ? "free" : "avoid"}`);
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface shadow-low">
      <table
        ref={root}
        role="grid"
        aria-label={t("grid")}
        className={styles.grid}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={endStroke}
        onPointerCancel={endStroke}
        onPointerLeave={endStroke}
      >
        <thead>
          <tr>
            <td className={styles.hour} />
            {frame.days.map((day) => (
              <th key={day} scope="col" className="border-b border-line p-1">
                <button
                  type="button"
                  title={t("day", { day: days.name(day) })}
                  onClick={() =>
                    onPaint(
                      minutes.map((minute) => cellKey(day, minute)),
                      false,
                    )
                  }
                  className="flex h-8 w-full items-center justify-center rounded-sm text-sm font-medium hover:bg-hover pointer-coarse:h-11"
                >
                  <span className="max-md:hidden">{days.name(day)}</span>
                  <span className="md:hidden">{days.name(day, "short")}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {minutes.map((minute, row) => (
            <tr key={minute}>
              <th scope="row" className={styles.hour}>
                <button
                  type="button"
                  title={t("row", { time: clock(minute) })}
                  onClick={() =>
                    onPaint(
                      frame.days.map((day) => cellKey(day, minute)),
                      false,
                    )
                  }
                  className="h-full min-h-6 w-full rounded-sm pr-2 pl-1 text-right text-xs font-normal text-faint tabular-nums hover:bg-hover"
                >
                  {clock(minute)}
                </button>
              </th>
              {frame.days.map((day, column) => {
                const wish = wishAt(day, minute);
                return (
                  <td
                    key={day}
                    data-paint={cellKey(day, minute)}
                    data-wish={wish === "never" ? "never" : wish === 0 ? "free" : "avoid"}
                    tabIndex={at.row === row && at.column === column ? 0 : -1}
                    aria-label={t("cell", {
                      day: days.name(day),
                      time: clock(minute),
                      wish: nameOf(wish),
                    })}
                    className={cn(
                      styles.cell,
                      minute % 60 === 0 && styles.full,
                      day === researchDay && styles.research,
                    )}
                    onFocus={() => setAt({ row, column })}
                    onKeyDown={(event) => onKeyDown(event, row, column)}
                  >
                    {wish !== 0 && <WishIcon wish={wish} />}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {researchDay !== null && frame.days.includes(researchDay) && (
        <p className="border-t border-line px-3 py-2 text-xs text-faint">
          {days.name(researchDay)}: {t("researchDay")}
        </p>
      )}
    </div>
  );
}

function WishIcon({ wish }: { wish: Wish }) {
  const Icon = wish === "never" ? X : wish === 0 ? Check : Minus;
  return <Icon aria-hidden className="size-3.5" />;
}

/** A cell as the legend shows it. */
export function WishSign({ wish }: { wish: Wish }) {
  return (
    <span
      aria-hidden
      data-wish={wish === "never" ? "never" : wish === 0 ? "free" : "avoid"}
      className={cn(styles.sign, "grid size-4 place-items-center")}
    >
      {wish !== 0 && <WishIcon wish={wish} />}
    </span>
  );
}
