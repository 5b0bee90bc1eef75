"use client";
import { CircleCheck, Clock, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Choice } from "@/api/types";
import { cn } from "@/lib/cn";

/** Seats and demand of a choice, and whether it fits the published week. */
export function ChoiceFacts({ choice }: { choice: Choice }) {
  const t = useTranslations("myWeek.choices");
  const { seats, enrolled, requested, clashes } = choice;
  const left = seats === null ? null : Math.max(0, seats - enrolled);
  return (
    <>
      <p className="text-xs text-faint tabular-nums">
        <span className={cn(left !== null && requested > left && "text-caution")}>
          {left === null ? t("unlimited") : t("seats", { left, seats: seats! })}
        </span>
        {" · "}
        {t("asked", { count: requested })}
      </p>
      {!choice.taken && (
        <p
          className={cn(
            "flex items-start gap-1 text-xs [&_svg]:mt-0.5 [&_svg]:size-3 [&_svg]:shrink-0",
            clashes === null ? "text-faint" : clashes.length > 0 ? "text-bad" : "text-good",
          )}
        >
          {clashes === null ? (
            <>
              <Clock aria-hidden /> {t("unknown")}
            </>
          ) : clashes.length > 0 ? (
            <>
              <TriangleAlert aria-hidden /> {t("clashes", { names: clashes.join(", ") })}
            </>
          ) : (
            <>
              <CircleCheck aria-hidden /> {t("fits")}
            </>
          )}
        </p>
      )}
    </>
  );
}
