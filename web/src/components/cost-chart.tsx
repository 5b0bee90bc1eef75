"use client";
import {
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { useFormat } from "@/components/format";
import { costAxis, timeTicks, type ChartRow } from "@/lib/curves";

export interface ChartLine {
  id: string;
  label: string;
  color: string;
}

interface CostChartProps {
  rows: ChartRow[];
  lines: ChartLine[];
  /** A sentence for those who cannot see the chart. */
  label: string;
}

const tick = { fill: "var(--color-faint)", fontSize: 12 };

/** The best cost over time, a step line per variant; time runs on a logarithm. */
export default function CostChart({ rows, lines, label }: CostChartProps) {
  const format = useFormat();
  const first = rows[0]?.seconds ?? 1;
  const last = rows.at(-1)?.seconds ?? 10;
  const axis = costAxis(rows);
  return (
    <div role="img" aria-label={label} className="h-full w-full">
      <ResponsiveContainer>
        <LineChart
          data={rows}
          margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid stroke="var(--color-line)" vertical={false} />
          <XAxis
            dataKey="seconds"
            type="number"
            scale="log"
            domain={[first, last]}
            ticks={timeTicks(first, last)}
            tickFormatter={(seconds: number) =>
              seconds < 1 ? `${format.decimal(seconds, 1)} s` : format.duration(seconds)
            }
            tick={tick}
            stroke="var(--color-line-strong)"
            tickLine={false}
          />
          <YAxis
            scale={axis.scale}
            domain={axis.domain}
            ticks={axis.ticks}
            tickFormatter={format.compact}
            tick={tick}
            axisLine={false}
            tickLine={false}
            width={52}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: "var(--color-line-strong)" }}
            labelFormatter={(seconds) => format.duration(Number(seconds))}
            formatter={(cost, name) => [format.number(Number(cost)), name]}
            contentStyle={{
              background: "var(--color-raised)",
              border: "1px solid var(--color-line)",
              borderRadius: "var(--radius-md)",
              boxShadow: "var(--shadow-high)",
              fontSize: "12px",
              padding: "8px 12px",
            }}
            labelStyle={{ color: "var(--color-faint)" }}
            itemStyle={{ padding: 0 }}
          />
          {lines.map((line) => (
            <Line
              key={line.id}
              dataKey={line.id}
              name={line.label}
              stroke={line.color}
              strokeWidth={2}
              type="stepAfter"
              dot={false}
              activeDot={{ r: 3 }}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}
