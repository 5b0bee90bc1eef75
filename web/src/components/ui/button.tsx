import { Button as BaseButton } from "@base-ui/react/button";
import Link from "next/link";
import type { ComponentProps } from "react";
import { Spinner } from "@/components/ui/spinner";
import { cn } from "@/lib/cn";

const VARIANTS = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover shadow-low",
  secondary: "border-line-strong bg-raised text-ink hover:bg-hover border shadow-low",
  ghost: "text-muted hover:bg-hover hover:text-ink data-popup-open:bg-hover",
  danger: "bg-bad-solid text-on-accent shadow-low hover:brightness-95",
} as const;

const SIZES = {
  sm: "h-7 gap-1.5 px-2.5 text-xs pointer-coarse:h-11",
  md: "h-8 gap-2 px-3 text-sm pointer-coarse:h-11",
  lg: "h-10 gap-2 px-4 text-sm pointer-coarse:h-11",
  icon: "size-8 justify-center pointer-coarse:size-11",
} as const;

export interface Look {
  variant?: keyof typeof VARIANTS;
  size?: keyof typeof SIZES;
}

/** Class names of a button, for what looks like one and is something else. */
export function buttonClass({ variant = "secondary", size = "md" }: Look = {}): string {
  return cn(
    "inline-flex shrink-0 items-center justify-center rounded-md font-medium whitespace-nowrap",
    "transition-colors duration-100 select-none [&_svg]:size-4 [&_svg]:shrink-0",
    "disabled:cursor-not-allowed disabled:opacity-50 data-disabled:cursor-not-allowed data-disabled:opacity-50",
    VARIANTS[variant],
    SIZES[size],
  );
}

type ButtonProps = Omit<ComponentProps<typeof BaseButton>, "className"> &
  Look & {
    busy?: boolean;
    /** Pressing it again and again makes sense, as of one that turns pages. */
    repeats?: boolean;
    className?: string;
  };

/** A button; `busy` shows a spinner and refuses a second press, as does a double click. */
export function Button({
  variant,
  size,
  busy,
  repeats,
  className,
  children,
  onClick,
  ...props
}: ButtonProps) {
  return (
    <BaseButton
      {...props}
      onClick={(event) => {
        // The second click comes before anything could be shown of the first.
        if (event.detail === 2 && !repeats) event.preventDefault();
        else onClick?.(event);
      }}
      disabled={props.disabled || busy}
      focusableWhenDisabled={busy || props.focusableWhenDisabled}
      aria-busy={busy || undefined}
      className={cn(buttonClass({ variant, size }), className)}
    >
      {busy && <Spinner />}
      {children}
    </BaseButton>
  );
}

/** A link that looks like a button. */
export function ButtonLink({
  variant,
  size,
  className,
  ...props
}: ComponentProps<typeof Link> & Look) {
  return <Link {...props} className={cn(buttonClass({ variant, size }), className)} />;
}
