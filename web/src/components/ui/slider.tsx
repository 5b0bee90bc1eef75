import type { ComponentProps, CSSProperties } from "react";
import { cn } from "@/lib/cn";

interface SliderProps extends Omit<ComponentProps<"input">, "value" | "max" | "onChange"> {
  value: number;
  max: number;
  onChange: (value: number) => void;
}

/** A number from nothing to `max`, moved along a bar; globals.css draws it. */
export function Slider({ value, max, onChange, className, ...props }: SliderProps) {
  return (
    <input
      {...props}
      type="range"
      min={0}
      max={max}
      value={value}
      onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      style={{ "--filled": `${(100 * value) / max}%` } as CSSProperties}
      className={cn("h-6 w-full pointer-coarse:h-8", className)}
    />
  );
}
