"use client";
import { Check, Equal, MapPin, Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, type CSSProperties, type KeyboardEvent } from "react";
import type { Spot } from "@/api/types";
import { useFormat } from "@/components/format";
import { useDays } from "@/components/week/words";
import { cn } from "@/lib/cn";
import { cellKey, gradeOf, nextCell, type Cell, type Grade } from "@/lib/week/heat";
import { useGradeText } from "./grade-text";
import { usePlaceText } from "./place-text";
import { useReasonText } from "@/components/reason-text";
import type { Editor } from "./use-editor";
import type { Hold } from "./use-hold";
import styles from "./heat.module.css";

export const GRADE_ICONS = {
  here: MapPin,
  better: Check,
  same: Equal,
  dearer: Plus,
  breaks: X,
} as const;

const ARROWS = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
} as const;

interface HeatCellsProps {
  editor: Editor;
  hold: Hold;
  day: number;
  from: number;
  to: number;
}

/** The places of one day for the class that is held, coloured by what each would mean. */
export function HeatCells({ editor, hold, day, from, to }: HeatCellsProps) {
  const t = useTranslations("edit.scale");
  const days = useDays(null);
  const { cells, target, spot } = hold;
  const most = Math.max(1, ...(cells ?? []).map(({ spots: [best] }) => Math.abs(best.cost)));
  const share = (minutes: number) => `${(100 * minutes) / (to - from)}%`;
  const own = (cells ?? []).filter((cell) => cell.day === day);
  return (
    <>
      <ul aria-label={`${t("label")}, ${days.name(day)}`} className="contents">
        {own.map((cell) => (
          <li key={cell.key} className="contents">
            <HeatCell
              editor={editor}
              hold={hold}
              cell={cell}
              tabbable={target ? target.key === cell.key : cells?.[0]?.key === cell.key}
              style={{
                top: share(cell.start - from),
                height: share(cell.end - cell.start),
                "--share": Math.abs(cell.spots[0].cost) / most,
              }}
            />
          </li>
        ))}
      </ul>
      {spot && spot.days[day] === "1" && (
        <div
          aria-hidden
          className={styles.landing}
          style={{
            top: share(spot.start_minute - from),
            height: share(spot.length_minutes),
          }}
        />
      )}
    </>
  );
}

interface HeatCellProps {
  editor: Editor;
  hold: Hold;
  cell: Cell<Spot>;
  tabbable: boolean;
  style: CSSProperties & { "--share": number };
}

function HeatCell({ editor, hold, cell, tabbable, style }: HeatCellProps) {
  const place = usePlaceText();
  const gradeText = useGradeText();
  const reasonText = useReasonText();
  const element = useRef<HTMLButtonElement>(null);
  const { meeting, how, target, cells } = hold;
  const isTarget = target?.key === cell.key;
  const [best] = cell.spots;
  const shown = isTarget && hold.spot ? hold.spot : best;
  const grade = gradeOf(best, meeting);

  useEffect(() => {
    if (isTarget && how === "keys") element.current?.focus({ preventScroll: false });
  }, [isTarget, how]);

  const onKeyDown = (event: KeyboardEvent) => {
    const direction = ARROWS[event.key as keyof typeof ARROWS];
    if (!direction) return;
    event.preventDefault();
    event.stopPropagation();
    const next = nextCell(cells ?? [], cell, direction);
    if (next) editor.aim(next.key, "keys");
  };

  return (
    <button
      ref={element}
      type="button"
      data-cell={cellKey(cell.day, cell.start)}
      data-target={isTarget || undefined}
      tabIndex={tabbable ? 0 : -1}
      className={cn(styles.cell, styles[grade])}
      style={style}
      aria-label={[
        place(shown),
        gradeText(shown, meeting),
        shown.reasons[0] && reasonText(shown.reasons[0], meeting.class_id),
      ]
        .filter(Boolean)
        .join(". ")}
      onPointerEnter={(event) => {
        if (event.pointerType !== "touch") editor.aim(cell.key, "pointer");
      }}
      onClick={(event) => {
        const { pointerType } = event.nativeEvent as unknown as PointerEvent;
        // A finger cannot look before it chooses: its first tap shows, its second drops.
        if (pointerType === "touch" && !isTarget) editor.aim(cell.key, "pointer");
        else editor.drop(isTarget ? shown : best);
      }}
      onKeyDown={onKeyDown}
    >
      <GradeSign grade={grade} spot={best} />
    </button>
  );
}

function GradeSign({ grade, spot }: { grade: Grade; spot: Spot }) {
  const t = useTranslations("edit.short");
  const format = useFormat();
  const Icon = GRADE_ICONS[grade];
  const text = {
    here: t("here"),
    better: spot.cost < 0 ? `−${format.compact(-spot.cost)}` : "",
    same: "",
    dearer: format.compact(spot.cost),
    breaks: spot.hard > 1 ? String(spot.hard) : "",
  }[grade];
  return (
    <>
      <Icon aria-hidden />
      {text && <span>{text}</span>}
    </>
  );
}
