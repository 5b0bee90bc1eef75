import { cn } from "@/lib/cn";

/** The place of something that is loading, in its size. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div aria-hidden className={cn("animate-pulse-soft rounded-md bg-hover", className)} />
  );
}

/** Rows of a list that is loading. */
export function SkeletonRows({ rows = 6, className }: { rows?: number; className?: string }) {
  return (
    <div role="status" className={cn("flex flex-col gap-3 p-4", className)}>
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton
          key={index}
          className={cn(
            "h-5",
            index % 3 === 1 ? "w-4/5" : index % 3 === 2 ? "w-3/5" : "w-full",
          )}
        />
      ))}
    </div>
  );
}
