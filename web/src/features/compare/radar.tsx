"use client";
import {
  PolarAngleAxis,
  PolarGrid,
  PolarRadiusAxis,
  Radar,
  RadarChart,
  ResponsiveContainer,
} from "recharts";

export interface RadarShape {
  id: string;
  color: string;
  dash: string | undefined;
}

/** Scores from 0 to 100 around a centre; a row is an axis with a value for each shape. */
export default function ScoreRadar({
  rows,
  shapes,
}: {
  rows: { name: string; [shape: string]: string | number }[];
  shapes: readonly RadarShape[];
}) {
  return (
    <ResponsiveContainer>
      <RadarChart data={rows} outerRadius="60%" accessibilityLayer={false}>
        <PolarGrid stroke="var(--color-line-strong)" />
        <PolarAngleAxis dataKey="name" tick={{ fill: "var(--color-muted)", fontSize: 12 }} />
        <PolarRadiusAxis domain={[0, 100]} tick={false} axisLine={false} />
        {shapes.map((shape) => (
          <Radar
            key={shape.id}
            dataKey={shape.id}
            stroke={shape.color}
            strokeDasharray={shape.dash}
            strokeWidth={2}
            fill={shape.color}
            fillOpacity={0.06}
            isAnimationActive={false}
          />
        ))}
      </RadarChart>
    </ResponsiveContainer>
  );
}
