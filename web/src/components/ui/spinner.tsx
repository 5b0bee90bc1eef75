import { LoaderCircle } from "lucide-react";
import { cn } from "@/lib/cn";

/** A turning ring beside words that say what is going on; silent for screen readers. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={cn("size-4 animate-spin", className)} />;
}
