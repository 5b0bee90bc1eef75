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

export type ExportFormat = "ics" | "xlsx" | "itc2019" | "itc2007" | "json";

/** Where a timetable is downloaded; calendars and spreadsheets may be of one thing's week. */
export function exportPath(
  timetable: string,
  format: ExportFormat,
  of?: { view: View; id: string },
): string {
  const query = new URLSearchParams({ format, ...(of && { [of.view]: of.id }) });
  return `/api/v1/timetables/${timetable}/export/?${query}`;
}
