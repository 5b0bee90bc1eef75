import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { View } from "@/components/week/view";

/** The meetings of one thing in a timetable; those of the last one stay while new ones load. */
export function useMeetings(timetable: string, view: View, thing: string | null) {
  return useQuery({
    queryKey: ["timetables", timetable, "meetings", view, thing],
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/timetables/{id}/meetings/", {
          params: { path: { id: timetable }, query: { [view]: thing } },
        }),
      ),
    enabled: thing !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
