import type { ReactNode } from "react";

interface RowButtonProps {
  isOpen: boolean;
  onOpen: () => void;
  children: ReactNode;
}

/** The name of a table's row, which opens the row beside the table. */
export function RowButton({ isOpen, onOpen, children }: RowButtonProps) {
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      onClick={onOpen}
      className="block max-w-full truncate rounded-sm text-left font-medium text-accent-ink hover:underline pointer-coarse:min-h-11"
    >
      {children}
    </button>
  );
}
