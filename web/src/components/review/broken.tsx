"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { findingsQuery } from "@/api/drafts";
import type { Timetable } from "@/api/types";

/**
 * How much is broken in a timetable as things stand now; undefined until that is known. Where it
 * cannot be had, what was scored: the server counts again before anything is approved.
 */
export function useBroken(timetable: Timetable, enabled: boolean): number | undefined {
  const { data, isError } = useQuery({ ...findingsQuery(timetable.id), enabled });
  const scored = timetable.score_stale ? 0 : timetable.score.hard;
  return isError ? scored : data && Math.max(data.length, scored);
}

/** Says so, for those who decide. */
export function Broken({ count }: { count: number | undefined }) {
  const t = useTranslations("review");
  if (!count) return null;
  return (
    <p className="text-sm text-pretty whitespace-normal text-caution">
      {t("broken", { count })}
    </p>
  );
}

/** The same of a timetable that is shown. */
export function BrokenNow({ timetable }: { timetable: Timetable }) {
  return <Broken count={useBroken(timetable, true)} />;
}

/** Says so where more is broken than was scored: rooms and people have changed since. */
export function BrokenSince({ timetable }: { timetable: Timetable }) {
  const count = useBroken(timetable, timetable.state !== "archived") ?? 0;
  return count > (timetable.score_stale ? 0 : timetable.score.hard) && <Broken count={count} />;
}
