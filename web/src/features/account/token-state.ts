import type { ApiToken } from "@/api/account";

export type TokenState = "live" | "expired" | "revoked";

/** Whether a token still opens anything at the moment `now`, where that is known. */
export function tokenState(
  token: Pick<ApiToken, "expires_at" | "revoked_at">,
  now: Date | null,
): TokenState {
  if (token.revoked_at) return "revoked";
  return now && token.expires_at && new Date(token.expires_at) <= now ? "expired" : "live";
}
