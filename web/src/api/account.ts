import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { ApiError } from "@/api/errors";
import { request, requestAndLeave } from "@/api/http";
import type { components } from "@/api/schema";
import type { Me } from "@/api/types";

type Schemas = components["schemas"];
export type ApiToken = Schemas["ApiToken"];
export type NewToken = Schemas["NewToken"];
export type Scope = Schemas["ScopesEnum"];

/** The order in which scopes are offered. */
export const SCOPES: readonly Scope[] = ["read", "write", "generate", "admin"];

export function changeName(name: string): Promise<Me> {
  return unwrap(api.PATCH("/api/v1/me/", { body: { name } }));
}

/** Has the session act under another of one's memberships. */
export function actAs(membership: string): Promise<unknown> {
  return unwrap(api.POST("/api/v1/me/acting/", { body: { membership } }));
}

/** Ends every other session too. */
export async function changePassword(current: string, next: string): Promise<void> {
  const body = { current_password: current, new_password: next };
  await request("POST", "/account/password/change", { body });
}

/** Says once more who one is: some changes ask for it when the login is a while ago. */
export async function confirmPassword(password: string): Promise<void> {
  await request("POST", "/auth/reauthenticate", { body: { password } });
}

interface Answer<D> {
  data: D;
}

type Authenticator = { type: "totp" } | { type: "recovery_codes"; unused_code_count: number };

/** Whether codes of an app are asked for, and how many recovery codes are left. */
export interface SecondFactor {
  isOn: boolean;
  codesLeft: number;
}

export const secondFactorKey = ["account", "second-factor"] as const;

export const secondFactorQuery = queryOptions({
  queryKey: secondFactorKey,
  queryFn: async ({ signal }): Promise<SecondFactor> => {
    const answer = await request("GET", "/account/authenticators", { signal });
    const found = (answer as Answer<Authenticator[]>).data;
    const codes = found.find((each) => each.type === "recovery_codes");
    return {
      isOn: found.some(({ type }) => type === "totp"),
      codesLeft: codes?.type === "recovery_codes" ? codes.unused_code_count : 0,
    };
  },
});

/** What an app needs to make codes: an address for its camera, and the same to type. */
export interface NewSecret {
  secret: string;
  address: string;
}

const TOTP = "/account/authenticators/totp";
const CODES = "/account/authenticators/recovery-codes";

/** A fresh secret, which counts once a code made with it has come back. */
export async function newSecret(): Promise<NewSecret> {
  try {
    await request("GET", TOTP);
  } catch (error) {
    const { secret, totp_url: address } = error instanceof ApiError ? error.meta : {};
    if (typeof secret === "string" && typeof address === "string") return { secret, address };
    throw error;
  }
  throw new ApiError(409, "conflict", "There is a second factor already.");
}

/** Turns the second factor on; the recovery codes, which are shown this once. */
export async function turnOn(code: string): Promise<string[]> {
  await request("POST", TOTP, { body: { code: code.replace(/\s/g, "") } });
  return codesOf(await request("GET", CODES));
}

export async function turnOff(): Promise<void> {
  await request("DELETE", TOTP);
}

/** New recovery codes, shown this once; the old ones end. */
export async function renewCodes(): Promise<string[]> {
  return codesOf(await request("POST", CODES, { body: {} }));
}

function codesOf(answer: unknown): string[] {
  return (answer as Answer<{ unused_codes?: string[] }>).data.unused_codes ?? [];
}

/** A browser that is signed in. `created_at` in seconds since 1970. */
export interface BrowserSession {
  id: number;
  user_agent: string;
  ip: string;
  created_at: number;
  is_current: boolean;
}

export const sessionsKey = ["account", "sessions"] as const;

export const sessionsQuery = queryOptions({
  queryKey: sessionsKey,
  queryFn: async ({ signal }) => {
    const answer = await request("GET", "/auth/sessions", { signal });
    return (answer as Answer<BrowserSession[]>).data;
  },
});

export async function endSessions(sessions: number[]): Promise<void> {
  await requestAndLeave("DELETE", "/auth/sessions", { body: { sessions } });
}

export const tokensKey = ["account", "tokens"] as const;

export const tokensQuery = queryOptions({
  queryKey: tokensKey,
  queryFn: ({ signal }) =>
    unwrap(api.GET("/api/v1/tokens/", { params: { query: { page_size: 100 } }, signal })),
});

/** The answer holds the token's text, this once. */
export function makeToken(body: Schemas["TokenRequestRequest"]): Promise<NewToken> {
  return unwrap(api.POST("/api/v1/tokens/", { body }));
}

export function revokeToken(id: string): Promise<unknown> {
  return unwrap(api.DELETE("/api/v1/tokens/{id}/", { params: { path: { id } } }));
}
