import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";

/** What a term holds, what it lacks, its latest job and its published timetable. */
export function termSummaryQuery(id: string) {
  return queryOptions({
    queryKey: ["terms", id, "summary"],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/terms/{id}/summary/", { params: { path: { id } }, signal })),
  });
}

/** A term with its grid, breaks and holidays. */
export function termQuery(id: string) {
  return queryOptions({
    queryKey: ["terms", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/terms/{id}/", { params: { path: { id } }, signal })),
  });
}

/** How many of its classes are pinned. */
export function pinnedQuery(term: string) {
  return queryOptions({
    queryKey: ["terms", term, "pinned"],
    queryFn: async ({ signal }) => {
      const query = { term, pinned: true, page_size: 1 };
      const page = await unwrap(api.GET("/api/v1/classes/", { params: { query }, signal }));
      return page.count;
    },
  });
}
