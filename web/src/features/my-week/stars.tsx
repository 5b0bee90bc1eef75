"use client";
import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { Star } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/cn";

const MOST = [1, 2, 3, 4, 5] as const;

/** One to five stars; none until somebody says how many. */
export function Stars({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number | null;
  onChange: (stars: number) => void;
}) {
  const t = useTranslations("myWeek.ratings");
  return (
    <RadioGroup
      aria-label={label}
      value={value ?? 0}
      onValueChange={(next) => onChange(Number(next))}
      className="flex"
    >
      {MOST.map((count) => (
        <Radio.Root
          key={count}
          value={count}
          aria-label={t("stars", { count })}
          className="grid size-7 cursor-pointer place-items-center rounded-sm hover:bg-hover pointer-coarse:size-11"
        >
          <Star
            aria-hidden
            className={cn(
              "size-4.5",
              value !== null && count <= value ? "fill-accent text-accent" : "text-control",
            )}
          />
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
