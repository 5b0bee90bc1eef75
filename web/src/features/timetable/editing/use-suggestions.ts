"use client";
import { useQuery } from "@tanstack/react-query";
import { suggestQuery } from "@/api/drafts";

/** Places for a class in the draft's present version; none while no class is meant. */
export function useSuggestions(timetable: string, version: number | null, cls: string | null) {
  return useQuery({
    ...suggestQuery(timetable, version ?? 0, cls ?? ""),
    enabled: version !== null && cls !== null,
  });
}
