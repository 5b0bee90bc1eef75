import { addCsrf } from "@/api/csrf";
import { offlineError, toApiError } from "@/api/errors";

/**
 * A request outside the typed client, to log in and out. JSON in and out.
 *
 * @throws ApiError for every answer that is not 2xx, and where none came.
 */
export async function request(method: string, path: string, body?: object): Promise<unknown> {
  const headers = new Headers({ Accept: "application/json" });
  if (body) headers.set("Content-Type", "application/json");
  let response: Response;
  try {
    await addCsrf(method, headers);
    response = await fetch(path, {
      method,
      headers,
      body: body && JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
    });
  } catch {
    throw offlineError();
  }
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw toApiError(response.status, answer);
  return answer;
}
