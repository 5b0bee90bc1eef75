import { addCsrf } from "@/api/csrf";
import { offlineError, toApiError } from "@/api/errors";

/**
 * A request outside the typed client: login, uploads. JSON in and out, or a form.
 *
 * @throws ApiError for every answer that is not 2xx, and where none came.
 */
export async function request(
  method: string,
  path: string,
  body?: FormData | object,
  signal?: AbortSignal,
): Promise<unknown> {
  const headers = new Headers({ Accept: "application/json" });
  const isForm = body instanceof FormData;
  if (body && !isForm) headers.set("Content-Type", "application/json");
  let response: Response;
  try {
    await addCsrf(method, headers);
    response = await fetch(path, {
      method,
      headers,
      signal,
      body: isForm ? body : body && JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw offlineError();
  }
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw toApiError(response.status, answer);
  return answer;
}
