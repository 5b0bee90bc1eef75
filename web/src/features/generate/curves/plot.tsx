"use client";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState, type KeyboardEvent, type PointerEvent } from "react";
import { useFormat } from "@/components/format";
import { Skeleton } from "@/components/ui/skeleton";
import {
  chartRows,
  costAxis,
  costOf,
  momentAt,
  pointAt,
  timeSpan,
  violationsAxis,
  violationsOf,
  type Curve,
} from "@/lib/curves";
import { Readout, type Reading } from "./readout";
import { PLOT, type ChartLine } from "./chart-line";

const StepChart = dynamic(() => import("./step-chart"), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

const KEY_STEPS: Record<string, number> = {
  ArrowLeft: -0.02,
  ArrowDown: -0.02,
  ArrowRight: 0.02,
  ArrowUp: 0.02,
  PageDown: -0.1,
  PageUp: 0.1,
  Home: -1,
  End: 1,
};

interface PlotProps {
  curves: readonly Curve[];
  lines: readonly ChartLine[];
  /** A sentence for those who cannot see the chart. */
  label: string;
}

/**
 * Violations over time, and under them the cost of valid timetables. A line under the
 * pointer, or moved by arrow keys, reads off what each variant had at that moment; its place
 * is kept as a share of the axis, so that new points never leave it behind.
 */
export function Plot({ curves, lines, label }: PlotProps) {
  const t = useTranslations("generate.curve");
  const format = useFormat();
  const [share, setShare] = useState<number | null>(null);
  const span = timeSpan(curves);
  if (!span) return null;

  const violations = chartRows(curves, violationsOf);
  const costs = chartRows(curves, costOf);
  const wereBroken = curves.some(({ points }) => points.some(({ hard }) => hard > 0));
  const moment = momentAt(span, share ?? 1);
  const readings: Reading[] = lines.flatMap((line) => {
    const curve = curves.find(({ id }) => id === line.id);
    const point = curve ? pointAt(curve, moment) : null;
    return point ? [{ line, point }] : [];
  });
  const time =
    moment < 10 ? t("seconds", { value: format.decimal(moment, 1) }) : format.duration(moment);

  const onPointer = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const width = box.width - PLOT.left - PLOT.right;
    setShare(Math.min(1, Math.max(0, (event.clientX - box.left - PLOT.left) / width)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") return setShare(null);
    const step = KEY_STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setShare((from) => Math.min(1, Math.max(0, (from ?? 1) + step)));
  };

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(100 * (share ?? 1))}
      aria-valuetext={[
        time,
        ...readings.map(({ line, point }) =>
          point.hard > 0
            ? t("broken", { name: line.label, count: point.hard })
            : t("costs", { name: line.label, cost: format.number(point.cost) }),
        ),
      ].join("; ")}
      onPointerMove={onPointer}
      onPointerDown={onPointer}
      onPointerLeave={() => setShare(null)}
      onBlur={() => setShare(null)}
      onKeyDown={onKeyDown}
      className="relative flex touch-pan-y flex-col rounded-md"
    >
      {wereBroken && (
        <figure>
          <figcaption className="pl-3 text-xs text-faint">{t("violations")}</figcaption>
          <div className="h-24 md:h-28">
            <StepChart
              rows={violations}
              lines={lines}
              span={span}
              axis={violationsAxis(violations)}
              showsTimes={costs.length === 0}
            />
          </div>
        </figure>
      )}
      {costs.length > 0 && (
        <figure>
          <figcaption className="pl-3 text-xs text-faint">{t("cost")}</figcaption>
          <div className="h-56 md:h-68">
            <StepChart
              rows={costs}
              lines={lines}
              span={span}
              axis={costAxis(costs)}
              showsTimes
            />
          </div>
        </figure>
      )}
      {share !== null && <Readout share={share} time={time} readings={readings} />}
    </div>
  );
}
