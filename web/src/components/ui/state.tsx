import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

interface StateProps {
  icon?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  /** What one can do about it. */
  actions?: ReactNode;
  className?: string;
}

/** Nothing here yet, said to a person, with the next step. */
export function EmptyState({ icon, title, description, actions, className }: StateProps) {
  return (
    <div className={cn("flex flex-col items-center px-6 py-14 text-center", className)}>
      {icon && (
        <div
          aria-hidden
          className="mb-4 grid size-11 place-items-center rounded-lg border border-line bg-sunken text-faint [&_svg]:size-5"
        >
          {icon}
        </div>
      )}
      <h2 className="text-sm font-semibold">{title}</h2>
      {description && (
        <p className="mt-1 max-w-md text-sm text-pretty text-muted">{description}</p>
      )}
      {actions && <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
