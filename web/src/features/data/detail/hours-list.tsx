"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useMeetingWords } from "@/components/week/words";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { clockRange, type MeetingTime } from "@/lib/week/meeting";

type Hours = MeetingTime & { penalty?: number };

const AT_ONCE = 8;

/** Hours of a term, with what each costs. */
export function HoursList({
  hours,
  firstDay,
  removing,
}: {
  hours: Hours[];
  firstDay: string | null;
  /** Where they may be taken out: what that is called, and by their place in the list. */
  removing?: {
    label: (hours: string) => string;
    onRemove: (index: number) => void;
    isBusy: boolean;
  };
}) {
  const t = useTranslations("data.detail");
  const words = useMeetingWords(firstDay);
  const [all, setAll] = useState(false);
  const shown = all ? hours : hours.slice(0, AT_ONCE);
  return (
    <>
      <ul className="flex flex-col">
        {shown.map((hour, index) => (
          <li
            key={index}
            className={cn(
              "flex gap-2 border-b border-line text-sm last:border-b-0",
              removing ? "items-center" : "items-baseline py-1",
            )}
          >
            <span className="min-w-24">{words.dayNames(hour.days)}</span>
            <span className="tabular-nums">{clockRange(hour)}</span>
            {hour.weeks.includes("0") && (
              <span className="truncate text-xs text-muted">{words.weeks(hour.weeks)}</span>
            )}
            {hour.penalty ? (
              <span className="ml-auto text-xs text-muted">
                {t("cost", { cost: hour.penalty })}
              </span>
            ) : null}
            {removing && (
              <Button
                variant="ghost"
                size="icon"
                className="ml-auto"
                busy={removing.isBusy}
                aria-label={removing.label(`${words.dayNames(hour.days)} ${clockRange(hour)}`)}
                onClick={() => removing.onRemove(index)}
              >
                <X aria-hidden />
              </Button>
            )}
          </li>
        ))}
      </ul>
      {hours.length > shown.length && (
        <Button variant="ghost" size="sm" className="-ml-2" onClick={() => setAll(true)}>
          {t("moreOptions", { count: hours.length - shown.length })}
        </Button>
      )}
    </>
  );
}
