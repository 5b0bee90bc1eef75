import { queryOptions, type Query } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";

/** Rooms in use by day and hour, and instructors by weekly hours; of a department's alone. */
export function useOfQuery(timetable: string, department: string | undefined) {
  return queryOptions({
    queryKey: ["timetables", timetable, "use", department ?? null],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/timetables/{id}/use/", {
          params: { path: { id: timetable }, query: { department } },
          signal,
        }),
      ),
    staleTime: 60_000,
  });
}

/** What departments have still to say in a term; one's own department's alone. */
export function waitingApprovalsQuery(term: string, department: string | undefined) {
  return queryOptions({
    queryKey: ["approvals", "waiting", term, department ?? null],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/approvals/", {
          params: { query: { term, department, state: "pending", page_size: 500 } },
          signal,
        }),
      ),
  });
}

/** What was changed lately, of everything or of what one may change oneself. */
export const recentChangesQuery = queryOptions({
  queryKey: ["audit", "recent"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/audit/recent/", { signal })),
});

/** Whatever is written may put right or break something of it. */
export const isReadiness = ({ queryKey }: Pick<Query, "queryKey">) =>
  queryKey[0] === "terms" && queryKey[2] === "readiness";

/** What is missing or contradictory in a term, the worst first. */
export function readinessQuery(term: string) {
  return queryOptions({
    queryKey: ["terms", term, "readiness"],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/terms/{id}/readiness/", { params: { path: { id: term } }, signal }),
      ),
  });
}
