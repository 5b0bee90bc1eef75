import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
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

/** Makes it the term's timetable that everybody sees; the one before is archived. */
export function publishTimetable(id: string): Promise<TimetableDetail> {
  return unwrap(api.POST("/api/v1/timetables/{id}/publish/", { params: { path: { id } } }));
}
