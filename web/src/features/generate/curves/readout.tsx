"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/components/format";
import { popupClass } from "@/components/ui/popup";
import { cn } from "@/lib/cn";
import type { CurvePoint } from "@/lib/curves";
import { LineSample } from "@/components/line-sample";
import { PLOT, type ChartLine } from "./chart-line";

export interface Reading {
  line: ChartLine;
  point: CurvePoint;
}

interface ReadoutProps {
  /** Where on the time axis, from 0 to 1. */
  share: number;
  time: string;
  readings: readonly Reading[];
}

/** The line at a moment, and what each curve has there, the best first. */
export function Readout({ share, time, readings }: ReadoutProps) {
  const t = useTranslations("generate.curve");
  const format = useFormat();
  const ranked = readings.toSorted(
    (a, b) => a.point.hard - b.point.hard || a.point.cost - b.point.cost,
  );
  const left = `calc(${PLOT.left}px + ${share} * (100% - ${PLOT.left + PLOT.right}px))`;
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0">
      <div className="absolute inset-y-2 w-px bg-line-strong" style={{ left }} />
      <div
        className={cn(popupClass, "absolute top-2 px-3 py-2 text-xs")}
        style={{
          left,
          transform: `translateX(${share > 0.5 ? "calc(-100% - 10px)" : "10px"})`,
        }}
      >
        <p className="mb-1 text-faint tabular-nums">{time}</p>
        <ul className="grid gap-0.5">
          {ranked.map(({ line, point }) => (
            <li key={line.id} className="flex items-center gap-2 whitespace-nowrap">
              <LineSample line={line} />
              <span>{line.label}</span>
              <span className="ml-auto pl-3 font-medium tabular-nums">
                {point.hard > 0
                  ? t("violationsOf", { count: point.hard })
                  : format.number(point.cost)}
              </span>
            </li>
          ))}
          {ranked.length === 0 && <li>{t("nothingYet")}</li>}
        </ul>
      </div>
    </div>
  );
}
