import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/** A table that scrolls sideways in its own box, with a head that stays. */
export function Table({
  className,
  label,
  ...props
}: ComponentProps<"table"> & { label: string }) {
  return (
    <div
      role="group"
      aria-label={label}
      tabIndex={0}
      className="relative overflow-x-auto rounded-b-lg focus-visible:-outline-offset-2"
    >
      <table
        aria-label={label}
        {...props}
        className={cn("w-full border-separate border-spacing-0 text-sm", className)}
      />
    </div>
  );
}

const cellClass = "border-line border-b px-3 first:pl-4 last:pr-4";

export function Th({
  className,
  numeric,
  ...props
}: ComponentProps<"th"> & { numeric?: boolean }) {
  return (
    <th
      scope="col"
      {...props}
      className={cn(
        cellClass,
        "h-9 bg-surface text-left text-xs font-medium whitespace-nowrap text-faint",
        numeric && "text-right",
        className,
      )}
    />
  );
}

export function Td({
  className,
  numeric,
  ...props
}: ComponentProps<"td"> & { numeric?: boolean }) {
  return (
    <td
      {...props}
      className={cn(cellClass, "h-10 py-1.5", numeric && "text-right tabular-nums", className)}
    />
  );
}

export function Tr({ className, ...props }: ComponentProps<"tr">) {
  return (
    <tr
      {...props}
      className={cn(
        "transition-colors hover:bg-hover/60 [&:last-child>td]:border-b-0",
        className,
      )}
    />
  );
}
