import createClient, { type Middleware } from "openapi-fetch";
import { addCsrf } from "@/api/csrf";
import { ApiError, offlineError, toApiError } from "@/api/errors";
import type { components, paths } from "@/api/schema";

const csrf: Middleware = {
  async onRequest({ request }) {
    await addCsrf(request.method, request.headers);
    return request;
  },
  onError({ error }) {
    return error instanceof DOMException && error.name === "AbortError"
      ? error
      : offlineError();
  },
};

/** The typed client of Django's API: same origin, session cookie, CSRF header. */
export const api = createClient<paths>({ credentials: "same-origin" });
api.use(csrf);

type Problem = components["schemas"]["Problem"];

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * Awaits an answer: its data, or an {@link ApiError} thrown, also where it is only not ready
 * yet (202 with a problem document).
 */
export async function unwrap<T>(answer: Promise<Answer<T>>): Promise<Exclude<T, Problem>> {
  const { data, error, response } = await answer;
  const isProblem = response.headers.get("Content-Type")?.startsWith("application/problem");
  if (!response.ok || isProblem) throw toApiError(response.status, error ?? data);
  return data as Exclude<T, Problem>;
}

/** Steps of a login that goes on: nobody was logged out. */
const STEPS = ["second_factor_needed", "password_needed"];

/** True where a request failed because nobody is logged in. */
export function isSignedOut(error: unknown): boolean {
  if (!(error instanceof ApiError) || STEPS.includes(error.code)) return false;
  return error.status === 401 || error.code === "not_authenticated";
}
