import { Field as BaseField } from "@base-ui/react/field";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

interface FieldProps {
  label: ReactNode;
  /** A hint under the control. */
  hint?: ReactNode;
  /** What is wrong, as a sentence; marks the control invalid. */
  error?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** Label, control, hint and error, tied together for assistive technology. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  return (
    <BaseField.Root invalid={Boolean(error)} className={cn("flex flex-col gap-1.5", className)}>
      <BaseField.Label className="text-sm font-medium text-ink">{label}</BaseField.Label>
      {children}
      {hint && !error && (
        <BaseField.Description className="text-xs text-faint">{hint}</BaseField.Description>
      )}
      {error && (
        <BaseField.Error match className="text-xs text-bad">
          {error}
        </BaseField.Error>
      )}
    </BaseField.Root>
  );
}
