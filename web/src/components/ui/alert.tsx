import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** Something that stands in the way, said at its place. */
export function Alert({ children }: { children: ReactNode }) {
  return (
    <div role="alert" className="flex gap-3 rounded-md bg-bad-soft p-3 text-sm">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <div className="min-w-0 text-pretty">{children}</div>
    </div>
  );
}
