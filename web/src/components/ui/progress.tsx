import { Progress as BaseProgress } from "@base-ui/react/progress";
import { cn } from "@/lib/cn";

/** How much of something is done; `fraction` from 0 to 1, null where unknown. */
export function ProgressBar({
  fraction,
  label,
  className,
}: {
  fraction: number | null;
  label: string;
  className?: string;
}) {
  return (
    <BaseProgress.Root
      value={fraction === null ? null : Math.round(fraction * 100)}
      aria-label={label}
      className={className}
    >
      <BaseProgress.Track className="h-1.5 overflow-hidden rounded-full bg-pressed">
        <BaseProgress.Indicator
          className={cn(
            "h-full rounded-full bg-accent transition-[width] duration-500 ease-out",
            fraction === null && "w-full animate-pulse-soft",
          )}
        />
      </BaseProgress.Track>
    </BaseProgress.Root>
  );
}
