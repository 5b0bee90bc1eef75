"use client";
import type { ReactNode } from "react";
import { useDays } from "@/components/week/words";
import { cn } from "@/lib/cn";
import { clock } from "@/lib/week/meeting";

interface HoursTableProps {
  label: string;
  days: readonly number[];
  hours: readonly number[];
  /** What stands in an hour of a day; `<HourCell>` draws it. */
  cell: (day: number, hour: number) => ReactNode;
}

/** A picture of a week: days across, hours down. */
export function HoursTable({ label, days, hours, cell }: HoursTableProps) {
  const names = useDays(null);
  return (
    <table aria-label={label} className="w-full table-fixed text-xs tabular-nums">
      <thead>
        <tr>
          <td className="w-12" />
          {days.map((day) => (
            <th key={day} scope="col" className="pb-1 text-center font-medium text-faint">
              {names.name(day, "short")}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {hours.map((hour) => (
          <tr key={hour}>
            <th scope="row" className="pr-2 text-right font-normal text-faint">
              {clock(hour * 60)}
            </th>
            {days.map((day) => (
              <td key={day} className="p-px">
                {cell(day, hour)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Deep enough to be told from the next, and never so deep that its number is hard to read. */
const DEEPEST = 46;

/** A cell as full of a colour as its share says, from 0 to 1, with a number on it. */
export function HourCell({
  share,
  color = "var(--color-accent)",
  title,
  className,
  children,
}: {
  share: number;
  color?: string;
  title?: string;
  className?: string;
  children: ReactNode;
}) {
  const depth = Math.round(DEEPEST * share);
  return (
    <span
      title={title}
      style={{ background: `color-mix(in oklab, ${color} ${depth}%, var(--color-surface))` }}
      className={cn(
        "grid h-7 place-items-center rounded-sm text-ink ring-1 ring-line ring-inset",
        className,
      )}
    >
      {children}
    </span>
  );
}
