"use client";
import { useFormatter, useTranslations } from "next-intl";
import { splitDuration } from "@/lib/duration";

export interface Format {
  /** 1,234 */
  number: (value: number) => string;
  /** 12.3, never more digits than asked */
  decimal: (value: number, digits: number) => string;
  /** 3.5 or 3: as many digits as it takes, never more than asked */
  upTo: (value: number, digits: number) => string;
  /** 12 % of a share from 0 to 1 */
  percent: (share: number, digits?: number) => string;
  /** 1.2k, 3.4M: for axes and tight places */
  compact: (value: number) => string;
  /** 45 s, 3 min 20 s, 2 h 5 min */
  duration: (seconds: number) => string;
  /** 23 Nov, 14:05, on the institution's clock */
  moment: (iso: string) => string;
  /** Mon, 23 Nov, of a date without a time */
  day: (date: string) => string;
  /** 14:05, on the institution's clock */
  clock: (date: Date) => string;
  /** 3 minutes ago */
  ago: (iso: string, now: Date) => string;
}

const DAY = { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" } as const;

/** Numbers and times as the reader's language writes them. */
export function useFormat(): Format {
  const format = useFormatter();
  const t = useTranslations("common.duration");
  const units = useTranslations("common.units");
  return {
    number: (value) => format.number(value, { maximumFractionDigits: 0 }),
    decimal: (value, digits) =>
      format.number(value, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    upTo: (value, digits) => format.number(value, { maximumFractionDigits: digits }),
    percent: (share, digits = 0) =>
      format.number(share, { style: "percent", maximumFractionDigits: digits }),
    compact: (value) => {
      const [divisor, unit] =
        value >= 999_500 ? ([1e6, "million"] as const) : ([1e3, "thousand"] as const);
      if (value < 999.5) return format.number(value, { maximumSignificantDigits: 3 });
      return units(unit, {
        value: format.number(value / divisor, { maximumSignificantDigits: 3 }),
      });
    },
    duration: (seconds) => {
      const { hours, minutes, seconds: rest } = splitDuration(seconds);
      if (hours > 0)
        return minutes ? t("hoursMinutes", { hours, minutes }) : t("hours", { hours });
      if (minutes > 0)
        return rest
          ? t("minutesSeconds", { minutes, seconds: rest })
          : t("minutes", { minutes });
      return t("seconds", { seconds: rest });
    },
    moment: (iso) =>
      format.dateTime(new Date(iso), {
        day: "numeric",
        month: "short",
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
      }),
    day: (date) => format.dateTime(new Date(`${date}T12:00:00Z`), DAY),
    clock: (date) =>
      format.dateTime(date, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
    ago: (iso, now) => format.relativeTime(new Date(iso), now),
  };
}
