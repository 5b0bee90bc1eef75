import "server-only";
import { cookies } from "next/headers";
import { cache } from "react";
import { toApiError } from "@/api/errors";
import { LOGIN_API } from "@/api/http";
import type { Me, Term } from "@/api/types";
import { backendUrl } from "@/lib/backend";

interface Answer {
  /** 0 where none came. */
  status: number;
  body: unknown;
}

/** The API's answer as seen by the visitor of this page. */
async function ask(path: string): Promise<Answer> {
  const cookie = (await cookies()).toString();
  try {
    const response = await fetch(backendUrl(path), {
      headers: { cookie, accept: "application/json" },
      cache: "no-store",
      signal: AbortSignal.timeout(10_000),
    });
    return { status: response.status, body: await response.json().catch(() => null) };
  } catch (error) {
    console.error("session: no answer from the application server:", error);
    return { status: 0, body: null };
  }
}

/** The same, with a body only where the request succeeded. */
async function get<T>(path: string): Promise<{ status: number; body: T | null }> {
  const { status, body } = await ask(path);
  return { status, body: status >= 200 && status < 300 ? (body as T) : null };
}

/** How far in the visitor is: `halfway` where only the second factor is missing. */
export async function getWayIn(): Promise<"in" | "halfway" | "out"> {
  const { status, body } = await ask(`${LOGIN_API}/auth/session`);
  if (status === 200) return "in";
  return toApiError(status, body).code === "second_factor_needed" ? "halfway" : "out";
}

export type Visitor =
  | { state: "signed-in"; me: Me; terms: Term[] }
  | { state: "signed-out" }
  | { state: "unreachable" };

/** Who is visiting, and the terms they can see: what the frame needs before it is drawn. */
export const getVisitor = cache(async (): Promise<Visitor> => {
  const [me, terms] = await Promise.all([
    get<Me>("/api/v1/me/"),
    get<{ results: Term[] }>("/api/v1/terms/?page_size=500"),
  ]);
  if (me.body) return { state: "signed-in", me: me.body, terms: terms.body?.results ?? [] };
  if (me.status === 401 || me.status === 403) return { state: "signed-out" };
  return { state: "unreachable" };
});
