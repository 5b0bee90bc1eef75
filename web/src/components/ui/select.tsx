import { Select as BaseSelect } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { controlClass } from "@/components/ui/input";
import { popupClass } from "@/components/ui/popup";
import { cn } from "@/lib/cn";

export interface Option<V extends string = string> {
  value: V;
  label: ReactNode;
}

interface SelectProps<V extends string> {
  options: readonly Option<V>[];
  value: V | null;
  onChange: (value: V) => void;
  /** Shown where nothing is chosen. */
  placeholder?: string;
  "aria-label"?: string;
  disabled?: boolean;
  /** Open from the start, for editing in place. */
  defaultOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
}

/** One of a short list. Inside a Field it takes the field's label, else give an aria-label. */
export function Select<V extends string>({
  options,
  value,
  onChange,
  placeholder,
  className,
  disabled,
  defaultOpen,
  onOpenChange,
  ...props
}: SelectProps<V>) {
  return (
    <BaseSelect.Root
      items={options as Option<V>[]}
      value={value}
      disabled={disabled}
      defaultOpen={defaultOpen}
      onOpenChange={(open) => onOpenChange?.(open)}
      onValueChange={(next) => next !== null && onChange(next as V)}
    >
      <BaseSelect.Trigger
        aria-label={props["aria-label"]}
        className={cn(
          controlClass,
          "flex items-center justify-between gap-2 text-left data-popup-open:border-accent",
          className,
        )}
      >
        <BaseSelect.Value
          placeholder={placeholder}
          className="truncate data-placeholder:text-faint"
        />
        <BaseSelect.Icon>
          <ChevronsUpDown aria-hidden className="size-3.5 text-faint" />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner
          sideOffset={4}
          alignItemWithTrigger={false}
          className="z-50 outline-none"
        >
          <BaseSelect.Popup
            className={cn(popupClass, "max-h-80 min-w-(--anchor-width) overflow-y-auto p-1")}
          >
            {options.map((option) => (
              <BaseSelect.Item
                key={option.value}
                value={option.value}
                className="flex cursor-default items-center gap-2 rounded-sm py-1.5 pr-3 pl-2 text-sm outline-none select-none data-highlighted:bg-hover pointer-coarse:min-h-11"
              >
                <span className="size-3.5">
                  <BaseSelect.ItemIndicator>
                    <Check aria-hidden className="size-3.5" />
                  </BaseSelect.ItemIndicator>
                </span>
                <BaseSelect.ItemText className="truncate">{option.label}</BaseSelect.ItemText>
              </BaseSelect.Item>
            ))}
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}
