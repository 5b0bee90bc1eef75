import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { isSignedOut } from "@/api/client";
import { ApiError } from "@/api/errors";
import { isReadiness } from "@/api/overview";
import { loadPage } from "@/lib/load-page";

/** The way to the login page, and back to where one was. */
export function loginPath(from: string): string {
  return from === "/" ? "/login" : `/login?next=${encodeURIComponent(from)}`;
}

function onError(error: unknown): void {
  if (isSignedOut(error)) {
    loadPage(loginPath(window.location.pathname + window.location.search));
  }
}

/** Answers that a second try could change: none came, or the server failed. */
function isPassing(error: unknown): boolean {
  return !(error instanceof ApiError) || error.status === 0 || error.status >= 500;
}

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    // Much is worked out from much else: what is not on the page is asked for anew later.
    mutationCache: new MutationCache({
      onError,
      onSuccess: () => {
        void client.invalidateQueries({ predicate: isReadiness });
        return client.invalidateQueries({ type: "inactive", refetchType: "none" });
      },
    }),
    defaultOptions: {
      queries: { staleTime: 15_000, retry: (count, error) => count < 2 && isPassing(error) },
    },
  });
  return client;
}
