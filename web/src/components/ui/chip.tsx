import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

interface ChipProps {
  children: ReactNode;
  /** How it is taken out, where it can be: what the button is called, and does. */
  removing?: { label: string; busy?: boolean; onRemove: () => void };
}

/** One of a list of things in a row. */
export function Chip({ children, removing }: ChipProps) {
  return (
    <li className="flex items-center gap-1 rounded-sm bg-sunken px-1.5 py-0.5 text-xs ring-1 ring-line ring-inset">
      {children}
      {removing && (
        <Button
          variant="ghost"
          size="icon"
          className="-mr-1 size-6"
          busy={removing.busy}
          aria-label={removing.label}
          onClick={removing.onRemove}
        >
          <X aria-hidden />
        </Button>
      )}
    </li>
  );
}
