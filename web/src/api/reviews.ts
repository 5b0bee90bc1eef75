import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { Approval, TimetableDetail } from "@/api/types";

/** What the departments say to a timetable in review. */
export function approvalsQuery(timetable: string) {
  return queryOptions({
    queryKey: ["timetables", timetable, "approvals"],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/approvals/", {
          params: { query: { timetable, page_size: 500 } },
          signal,
        }),
      ),
  });
}

/** Asks the departments with classes in it for their approval. */
export function submitTimetable(id: string): Promise<TimetableDetail> {
  return unwrap(api.POST("/api/v1/timetables/{id}/submit/", { params: { path: { id } } }));
}

/** The registrar's approval; with a reason also where departments' are missing. */
export function approveTimetable(id: string, reason: string): Promise<TimetableDetail> {
  const params = { path: { id } };
  return unwrap(api.POST("/api/v1/timetables/{id}/approve/", { params, body: { reason } }));
}

/** Sends it back to be changed. */
export function rejectTimetable(id: string, reason: string): Promise<TimetableDetail> {
  const params = { path: { id } };
  return unwrap(api.POST("/api/v1/timetables/{id}/reject/", { params, body: { reason } }));
}

/** What departments say: all of these, or none. A rejection needs a reason. */
export function decideApprovals(
  ids: string[],
  state: "approved" | "rejected",
  reason: string,
): Promise<Approval[]> {
  return unwrap(api.POST("/api/v1/approvals/decide/", { body: { ids, state, reason } }));
}
