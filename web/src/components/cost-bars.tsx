"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/components/format";
import { cn } from "@/lib/cn";

/** Parts of the cost in the order in which they are stacked, each with its colour. */
const PARTS = [
  { key: "student", className: "bg-cat-4" },
  { key: "time", className: "bg-cat-1" },
  { key: "room", className: "bg-cat-3" },
  { key: "distribution", className: "bg-cat-2" },
  { key: "capacity", className: "bg-cat-5" },
  { key: "min_days", className: "bg-cat-6" },
  { key: "compactness", className: "bg-cat-7" },
  { key: "stability", className: "bg-cat-11" },
  { key: "peaks", className: "bg-cat-8" },
] as const;

type Part = (typeof PARTS)[number]["key"];

/** What a cost is made of, as one stacked bar; `of` is the cost that fills the width. */
export function CostBar({
  components,
  of,
  className,
}: {
  components: Record<string, number>;
  of?: number;
  className?: string;
}) {
  const t = useTranslations("jobs.components");
  const format = useFormat();
  const known = PARTS.filter(({ key }) => (components[key] ?? 0) > 0);
  const total = of ?? known.reduce((sum, { key }) => sum + (components[key] ?? 0), 0);
  const words = known
    .map(({ key }) => `${t(key)} ${format.number(components[key] ?? 0)}`)
    .join(", ");
  return (
    <div
      role={words ? "img" : undefined}
      aria-label={words || undefined}
      className={cn("flex h-2 gap-px overflow-hidden rounded-full bg-sunken", className)}
    >
      {known.map((part) => (
        <span
          key={part.key}
          className={cn("h-full transition-[width] duration-500", part.className)}
          style={{ width: `${(100 * (components[part.key] ?? 0)) / Math.max(1, total)}%` }}
        />
      ))}
    </div>
  );
}

/** Which colour is which part, for the parts that occur in any of the costs. */
export function CostLegend({ costs }: { costs: readonly Record<string, number>[] }) {
  const t = useTranslations("jobs.components");
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {PARTS.filter(({ key }) => costs.some((components) => components[key])).map((part) => (
        <li key={part.key} className="flex items-center gap-1.5">
          <span aria-hidden className={cn("size-2 rounded-sm", part.className)} />
          {t(part.key as Part)}
        </li>
      ))}
    </ul>
  );
}
