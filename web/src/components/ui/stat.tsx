import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export interface StatItem {
  label: ReactNode;
  value: ReactNode;
  hint?: ReactNode;
}

/** A few figures side by side, each with its name. */
export function Stats({
  items,
  className,
}: {
  items: readonly StatItem[];
  className?: string;
}) {
  return (
    <dl className={cn("flex flex-wrap gap-x-8 gap-y-3", className)}>
      {items.map((item, index) => (
        <div key={index} className="min-w-20">
          <dt className="text-xs text-faint">{item.label}</dt>
          <dd className="text-md font-semibold tabular-nums">{item.value}</dd>
          {item.hint && <dd className="text-xs text-faint">{item.hint}</dd>}
        </div>
      ))}
    </dl>
  );
}
