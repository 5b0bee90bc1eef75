import "server-only";
import { knowsClients } from "@/lib/arrival";
import { backendUrl } from "@/lib/backend";

/**
 * Headers that belong to one connection, or that a client must not be able to forge. The
 * content length is passed on: without it Django takes the body for empty.
 */
const DROPPED_REQUEST_HEADERS = [
  "connection",
  "expect",
  "forwarded",
  "host",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
  "x-real-ip",
];

const DROPPED_RESPONSE_HEADERS = [
  "connection",
  "content-encoding",
  "content-length",
  "keep-alive",
  "transfer-encoding",
];

/** What Django takes (`UPLOAD_LIMIT_BYTES`, and the form around the file): it hangs up on more. */
const LARGEST_MEGABYTES = 20;
const LARGEST_BODY = LARGEST_MEGABYTES * 1024 * 1024 + 64 * 1024;

function requestHeaders(request: Request): Headers {
  const headers = new Headers(request.headers);
  for (const name of DROPPED_REQUEST_HEADERS) headers.delete(name);
  const host = request.headers.get("host");
  if (host) headers.set("x-forwarded-host", host);
  const scheme = new URL(request.headers.get("origin") ?? request.url).protocol;
  headers.set("x-forwarded-proto", scheme === "https:" ? "https" : "http");
  const client = request.headers.get("x-forwarded-for");
  if (client && knowsClients()) headers.set("x-forwarded-for", client);
  headers.set("accept-encoding", "identity");
  return headers;
}

function responseHeaders(upstream: Response): Headers {
  const headers = new Headers(upstream.headers);
  for (const name of DROPPED_RESPONSE_HEADERS) headers.delete(name);
  if (upstream.headers.get("content-type")?.startsWith("text/event-stream")) {
    // Without no-transform the server's compression would hold events back.
    headers.set("cache-control", "no-cache, no-transform");
    headers.set("x-accel-buffering", "no");
  }
  return headers;
}

function problem(status: number, code: string, detail: string, parameters = {}): Response {
  const type = status < 500 ? "client_error" : "server_error";
  return Response.json(
    { type, code, detail, parameters, errors: [] },
    {
      status,
      headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
    },
  );
}

/**
 * Streams a request to Django and its answer back, neither buffered. The path is passed as
 * it came; only the routes that call this are reachable, so /internal never is.
 */
export async function proxy(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  if (/%2[5ef]|%5c/i.test(pathname)) {
    return problem(400, "bad_path", "The address holds an encoded slash, dot or percent sign.");
  }
  if (request.headers.has("transfer-encoding") && !request.headers.has("content-length")) {
    // Django takes a body of unknown length for empty, and hangs up where it is too large.
    return problem(411, "length_required", "The request does not say how long its body is.");
  }
  if (Number(request.headers.get("content-length")) > LARGEST_BODY) {
    const detail = `The file is larger than ${LARGEST_MEGABYTES} MB.`;
    return problem(413, "upload_too_large", detail, { limit_megabytes: LARGEST_MEGABYTES });
  }
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  const init: RequestInit & { duplex: "half" } = {
    method: request.method,
    headers: requestHeaders(request),
    body: hasBody ? request.body : undefined,
    duplex: "half",
    redirect: "manual",
    cache: "no-store",
    signal: request.signal,
  };
  try {
    const upstream = await fetch(backendUrl(pathname + search), init);
    const bodiless = upstream.status === 204 || upstream.status === 304;
    return new Response(bodiless ? null : upstream.body, {
      status: upstream.status,
      headers: responseHeaders(upstream),
    });
  } catch (error) {
    if (request.signal.aborted) return new Response(null, { status: 499 });
    console.error("proxy: no answer from the application server:", error);
    return problem(502, "server_unreachable", "The application server does not answer.");
  }
}
