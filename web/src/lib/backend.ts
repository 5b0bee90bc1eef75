import "server-only";

/** Django's address, read when a request comes, so that one build runs anywhere. */
export function backendUrl(path: string): string {
  return new URL(path, process.env.HORARIUM_API_URL || "http://127.0.0.1:8000").href;
}
