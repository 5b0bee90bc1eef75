import { addCsrf } from "@/api/csrf";
import { ApiError, offlineError, toApiError } from "@/api/errors";

/** Where the login's own API is: it is not in Django's OpenAPI. */
export const LOGIN_API = "/_allauth/browser/v1";

interface Options {
  body?: object;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/**
 * A request to the login's own API, by a path below {@link LOGIN_API}. JSON in and out.
 *
 * @throws ApiError for every answer that is not 2xx, and where none came.
 */
export async function request(
  method: string,
  path: string,
  { body, headers: more, signal }: Options = {},
): Promise<unknown> {
  const headers = new Headers({ Accept: "application/json", ...more });
  if (body) headers.set("Content-Type", "application/json");
  let response: Response;
  try {
    await addCsrf(method, headers);
    response = await fetch(LOGIN_API + path, {
      method,
      headers,
      body: body && JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      signal,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw offlineError();
  }
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw toApiError(response.status, answer);
  return answer;
}

/**
 * A request after which nobody need be logged in: the login's API then answers 401, "not
 * authenticated", to what has been done.
 */
export async function requestAndLeave(
  method: string,
  path: string,
  options?: Options,
): Promise<void> {
  try {
    await request(method, path, options);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
  }
}
