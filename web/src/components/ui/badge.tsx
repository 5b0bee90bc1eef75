import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

/** The four meanings, and none. */
export type Tone = "neutral" | "good" | "caution" | "bad" | "info";

export const TONE_ICONS = {
  neutral: null,
  good: CircleCheck,
  caution: TriangleAlert,
  bad: CircleAlert,
  info: Info,
} as const;

export const TONE_CLASSES: Record<Tone, string> = {
  neutral: "bg-sunken text-muted ring-line",
  good: "bg-good-soft text-good ring-good/20",
  caution: "bg-caution-soft text-caution ring-caution/20",
  bad: "bg-bad-soft text-bad ring-bad/20",
  info: "bg-info-soft text-info ring-info/20",
};

/** A short state; its meaning stands in the word and an icon, not in the colour alone. */
export function Badge({
  tone = "neutral",
  icon,
  className,
  children,
}: {
  tone?: Tone;
  icon?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const ToneIcon = TONE_ICONS[tone];
  return (
    <span
      className={cn(
        "inline-flex h-5 items-center gap-1 rounded-full px-2 text-xs font-medium whitespace-nowrap ring-1 ring-inset [&_svg]:size-3",
        TONE_CLASSES[tone],
        className,
      )}
    >
      {icon ?? (ToneIcon && <ToneIcon aria-hidden />)}
      {children}
    </span>
  );
}
