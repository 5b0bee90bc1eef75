import { cn } from "@/lib/cn";

/** Horarium's mark: the hours of a week, one of them placed. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden className={cn("size-6", className)}>
      <rect width="24" height="24" rx="6" className="fill-accent" />
      <g className="fill-on-accent">
        <rect x="5" y="5" width="4" height="6" rx="1.2" opacity="0.55" />
        <rect x="5" y="13" width="4" height="6" rx="1.2" />
        <rect x="10" y="5" width="4" height="3.4" rx="1.2" />
        <rect x="10" y="10.4" width="4" height="8.6" rx="1.2" opacity="0.55" />
        <rect x="15" y="5" width="4" height="8.6" rx="1.2" />
        <rect x="15" y="15.6" width="4" height="3.4" rx="1.2" opacity="0.55" />
      </g>
    </svg>
  );
}
