import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";

export type Comment = components["schemas"]["Comment"];

export const commentsKey = (timetable: string) =>
  ["timetables", timetable, "comments"] as const;

/** What people said about a timetable, newest first. */
export function commentsQuery(timetable: string) {
  return queryOptions({
    queryKey: commentsKey(timetable),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/comments/", {
          params: { query: { timetable, ordering: "-created_at", page_size: 500 } },
          signal,
        }),
      ),
  });
}

export function addComment(
  timetable: string,
  cls: string | null,
  text: string,
): Promise<Comment> {
  return unwrap(api.POST("/api/v1/comments/", { body: { timetable, cls, text } }));
}

/** Notes that it is settled, or not after all. */
export function settleComment(id: string, settled: boolean): Promise<Comment> {
  const params = { path: { id } };
  return settled
    ? unwrap(api.POST("/api/v1/comments/{id}/resolve/", { params }))
    : unwrap(api.POST("/api/v1/comments/{id}/reopen/", { params }));
}

export function removeComment(id: string): Promise<void> {
  return unwrap(api.DELETE("/api/v1/comments/{id}/", { params: { path: { id } } }));
}
