import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { paths } from "@/api/schema";
import type { TimetableDetail } from "@/api/types";

export const timetablesKey = (term: string) => ["timetables", { term }] as const;

/** The timetables of a term, or of one of its jobs, newest first. */
export function timetablesQuery(term: string, job?: string) {
  return queryOptions({
    queryKey: [...timetablesKey(term), job ?? null],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/timetables/", {
          params: { query: { term, job, page_size: 100 } },
          signal,
        }),
      ),
  });
}

export function timetableQuery(id: string) {
  return queryOptions({
    queryKey: ["timetables", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/timetables/{id}/", { params: { path: { id } }, signal })),
  });
}

/** Makes it the term's; with a reason also where more broke since it was approved. */
export function publishTimetable(id: string, reason: string): Promise<TimetableDetail> {
  const params = { path: { id } };
  return unwrap(api.POST("/api/v1/timetables/{id}/publish/", { params, body: { reason } }));
}

type ExportFormat = "ics" | "xlsx" | "itc2019" | "itc2007" | "json";

/** Where a timetable is downloaded; calendars and spreadsheets may be of one thing's week. */
export function exportPath(
  timetable: string,
  format: ExportFormat,
  of?: { by: string; id: string },
): string {
  const query = new URLSearchParams({ format, ...(of && { [of.by]: of.id }) });
  return `/api/v1/timetables/${timetable}/export/?${query}`;
}

/** Where one's own week is downloaded as a calendar file. */
export const MY_CALENDAR_PATH = "/api/v1/my/week/calendar/" satisfies keyof paths;
