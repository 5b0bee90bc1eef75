import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { ApiError } from "@/api/errors";
import { request, requestAndLeave } from "@/api/http";
import type { components } from "@/api/schema";

export type Invited = components["schemas"]["Invited"];

/** What follows on a password: nothing, or a code of the second factor. */
export type NextStep = "done" | "second-factor";

/** @throws ApiError with the codes of the login, like email_password_mismatch. */
export async function signIn(email: string, password: string): Promise<NextStep> {
  try {
    await request("POST", "/auth/login", { body: { email, password } });
  } catch (error) {
    if (error instanceof ApiError && error.code === "second_factor_needed")
      return "second-factor";
    throw error;
  }
  return "done";
}

/** Gives the second factor: a code of the app, or a recovery code, which then is used up. */
export async function giveCode(code: string): Promise<void> {
  await request("POST", "/auth/2fa/authenticate", { body: { code: code.replace(/\s/g, "") } });
}

export async function signOut(): Promise<void> {
  await requestAndLeave("DELETE", "/auth/session");
}

/** Has a link mailed by which the password is set anew, where the address has an account. */
export async function askForReset(email: string): Promise<void> {
  await request("POST", "/auth/password/request", { body: { email } });
}

/** Whose password the key of a mailed link sets; fails once it is used or too old. */
export function resetKeyQuery(key: string) {
  return queryOptions({
    queryKey: ["reset-key", key],
    retry: false,
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const headers = { "X-Password-Reset-Key": key };
      const answer = await request("GET", "/auth/password/reset", { headers, signal });
      return (answer as { data: { user: { email: string } } }).data.user.email;
    },
  });
}

export async function resetPassword(key: string, password: string): Promise<void> {
  await requestAndLeave("POST", "/auth/password/reset", { body: { key, password } });
}

/** What the secret of a mailed link offers. */
export function invitationQuery(token: string) {
  return queryOptions({
    queryKey: ["invitation", token],
    retry: false,
    staleTime: Infinity,
    queryFn: () => unwrap(api.POST("/api/v1/invitation/look/", { body: { token } })),
  });
}

/** Takes the invitation; name and password only from who has no account yet. */
export function acceptInvitation(
  body: components["schemas"]["AcceptRequest"],
): Promise<unknown> {
  return unwrap(api.POST("/api/v1/invitation/accept/", { body }));
}

/** The sign-on that an address, or an institution's name for it, leads to; null for none. */
export async function findSignOn(address: string): Promise<string | null> {
  const { provider } = await unwrap(api.POST("/api/v1/sign-on/", { body: { address } }));
  return provider;
}
