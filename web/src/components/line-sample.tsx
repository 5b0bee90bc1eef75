/** A piece of a chart's line, for its legend. */
export function LineSample({ line }: { line: { color: string; dash: string | undefined } }) {
  return (
    <svg aria-hidden width="18" height="4" className="shrink-0">
      <line
        x1="0"
        y1="2"
        x2="18"
        y2="2"
        stroke={line.color}
        strokeWidth="2"
        strokeDasharray={line.dash}
      />
    </svg>
  );
}
