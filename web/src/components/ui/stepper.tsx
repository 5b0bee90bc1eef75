"use client";
import { NumberField } from "@base-ui/react/number-field";
import { Minus, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { controlClass } from "@/components/ui/input";
import { cn } from "@/lib/cn";

interface StepperProps {
  value: number | null;
  onChange: (value: number | null) => void;
  min: number;
  max: number;
  className?: string;
  "aria-label"?: string;
}

const buttonClass =
  "text-muted hover:bg-hover hover:text-ink border-control/60 grid h-full w-8 place-items-center disabled:opacity-40 pointer-coarse:w-10";

/** A small whole number, by button or keyboard. Inside a Field it takes the field's label. */
export function Stepper({ value, onChange, min, max, className, ...props }: StepperProps) {
  const t = useTranslations("common");
  return (
    <NumberField.Root
      value={value}
      onValueChange={(next) => onChange(next)}
      min={min}
      max={max}
      className={className}
    >
      <NumberField.Group
        className={cn(
          controlClass,
          "flex items-stretch overflow-hidden p-0 focus-within:border-accent",
        )}
      >
        <NumberField.Decrement aria-label={t("less")} className={cn(buttonClass, "border-r")}>
          <Minus aria-hidden className="size-3.5" />
        </NumberField.Decrement>
        <NumberField.Input
          {...props}
          className="w-full min-w-0 bg-transparent text-center tabular-nums outline-none"
        />
        <NumberField.Increment aria-label={t("more")} className={cn(buttonClass, "border-l")}>
          <Plus aria-hidden className="size-3.5" />
        </NumberField.Increment>
      </NumberField.Group>
    </NumberField.Root>
  );
}
