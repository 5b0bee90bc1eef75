import "server-only";
import { cookies } from "next/headers";
import { cache } from "react";
import type { Me, Term } from "@/api/types";
import { backendUrl } from "@/lib/backend";

/** The API's answer as seen by the visitor of this page; null where there is none to use. */
async function get<T>(path: string): Promise<{ status: number; body: T | null }> {
  const cookie = (await cookies()).toString();
  try {
    const response = await fetch(backendUrl(path), {
      headers: { cookie, accept: "application/json" },
      cache: "no-store",
      signal: AbortSignal.timeout(10_000),
    });
    return {
      status: response.status,
      body: response.ok ? ((await response.json()) as T) : null,
    };
  } catch (error) {
    console.error("session: no answer from the application server:", error);
    return { status: 0, body: null };
  }
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
