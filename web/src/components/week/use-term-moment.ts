"use client";
import { useEffect, useMemo, useState } from "react";
import { useSession } from "@/components/session";
import { momentIn, momentInTerm, type TermMoment } from "@/lib/week/now";

const MINUTE = 60_000;

/**
 * The present moment in the term, on the institution's clock, kept up to the minute; null
 * for a term without dates, and while the page is being drawn on the server.
 */
export function useTermMoment(
  term: { first_day?: string | null; weeks: number } | null | undefined,
): TermMoment | null {
  const zone = useSession().me.membership?.institution.timezone ?? "UTC";
  const [instant, setInstant] = useState<Date | null>(null);
  useEffect(() => {
    const tick = () => setInstant(new Date());
    const first = setTimeout(tick);
    const timer = setInterval(tick, MINUTE);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, []);
  return useMemo(
    () => (instant && term ? momentInTerm(momentIn(zone, instant), term) : null),
    [instant, term, zone],
  );
}
