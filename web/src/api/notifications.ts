import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";

const POLL_MS = 60_000;
const MOST = 30;

/** How many notifications one has not read; asked again each minute. */
export const unreadQuery = queryOptions({
  queryKey: ["notifications", "unread"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/my/notifications/unread/", { signal })),
  refetchInterval: POLL_MS,
});

/** What one was told, newest first. */
export const notificationsQuery = queryOptions({
  queryKey: ["notifications", "list"],
  queryFn: async ({ signal }) => {
    const query = { page_size: MOST };
    const page = await unwrap(
      api.GET("/api/v1/my/notifications/", { params: { query }, signal }),
    );
    return page.results;
  },
  staleTime: 0,
});

/** Notes that one has read these, or all; how many are left. */
export function markRead(ids?: string[]): Promise<{ unread: number }> {
  return unwrap(api.POST("/api/v1/my/notifications/read/", { body: ids ? { ids } : {} }));
}
