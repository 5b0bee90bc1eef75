"use client";
import { CartesianGrid, Line, LineChart, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { useFormat } from "@/components/format";
import { timeTicks, type ChartRow, type ValueAxis } from "@/lib/curves";
import { PLOT, type ChartLine } from "./chart-line";

interface StepChartProps {
  rows: ChartRow[];
  lines: readonly ChartLine[];
  span: [number, number];
  axis: ValueAxis;
  /** Whether the times are written under it. */
  showsTimes: boolean;
}

const tick = { fill: "var(--color-faint)", fontSize: 12 };

/** Step lines over time, which runs on a logarithm. */
export default function StepChart({ rows, lines, span, axis, showsTimes }: StepChartProps) {
  const format = useFormat();
  return (
    <ResponsiveContainer>
      <LineChart
        data={rows}
        margin={{ top: 8, right: PLOT.right, bottom: showsTimes ? 0 : 6, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid stroke="var(--color-line)" vertical={false} />
        <XAxis
          dataKey="seconds"
          type="number"
          scale="log"
          domain={span}
          allowDataOverflow
          ticks={timeTicks(...span)}
          tickFormatter={(seconds: number) =>
            seconds < 1 ? `${format.decimal(seconds, 1)} s` : format.duration(seconds)
          }
          tick={tick}
          stroke="var(--color-line-strong)"
          tickLine={false}
          hide={!showsTimes}
        />
        <YAxis
          scale={axis.scale}
          domain={axis.domain}
          ticks={axis.ticks}
          tickFormatter={format.compact}
          tick={tick}
          axisLine={false}
          tickLine={false}
          width={PLOT.left}
        />
        {lines.map((line) => (
          <Line
            key={line.id}
            dataKey={line.id}
            stroke={line.color}
            strokeDasharray={line.dash}
            strokeWidth={2}
            type="stepAfter"
            dot={rows.length === 1 && { r: 2 }}
            activeDot={false}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}
