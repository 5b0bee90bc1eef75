"use client";
import { Checkbox as BaseCheckbox } from "@base-ui/react/checkbox";
import { Check, Minus } from "lucide-react";
import type { ReactNode } from "react";

interface CheckboxProps {
  id?: string;
  checked: boolean;
  /** Some of what it stands for is checked. */
  isPartly?: boolean;
  onChange: (checked: boolean) => void;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
  /** Only for those who hear the page: the words stand elsewhere. */
  isLabelHidden?: boolean;
}

/** One thing that holds or not, with its words beside it. */
export function Checkbox({
  id,
  checked,
  isPartly,
  onChange,
  label,
  hint,
  disabled,
  isLabelHidden,
}: CheckboxProps) {
  return (
    <label className="flex cursor-pointer items-start gap-2.5 py-1 text-sm pointer-coarse:min-h-11 pointer-coarse:py-2.5">
      <BaseCheckbox.Root
        id={id}
        checked={checked}
        indeterminate={isPartly && !checked}
        onCheckedChange={(next) => onChange(next)}
        disabled={disabled}
        className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-sm border border-control bg-raised data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50 data-indeterminate:border-accent data-indeterminate:bg-accent"
      >
        <BaseCheckbox.Indicator>
          {isPartly && !checked ? (
            <Minus aria-hidden className="size-3 text-on-accent" strokeWidth={3} />
          ) : (
            <Check aria-hidden className="size-3 text-on-accent" strokeWidth={3} />
          )}
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      <span className={isLabelHidden ? "sr-only" : "min-w-0"}>
        <span className="font-medium">{label}</span>
        {hint && <span className="block text-xs text-faint">{hint}</span>}
      </span>
    </label>
  );
}
