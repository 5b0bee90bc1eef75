import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { proxy } from "./proxy";

let server: Server | undefined;

async function serve(handler: (request: IncomingMessage, response: ServerResponse) => void) {
  server = createServer(handler).listen(0, "127.0.0.1");
  await new Promise((resolve) => server?.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  vi.stubEnv("HORARIUM_API_URL", `http://127.0.0.1:${port}`);
}

afterEach(async () => {
  vi.unstubAllEnvs();
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

const ask = (path: string, init: RequestInit & { duplex?: "half" } = {}) =>
  proxy(new Request(`http://localhost:3000${path}`, init));

test("path, query, method, cookies and body arrive as they were sent, with the body's length", async () => {
  const seen: Record<string, unknown> = {};
  await serve((request, response) => {
    Object.assign(seen, { url: request.url, method: request.method, ...request.headers });
    request.on("data", (data: Buffer) => (seen.body = data.toString()));
    request.on("end", () =>
      response.writeHead(201, { "set-cookie": ["a=1", "b=2"] }).end("{}"),
    );
  });
  const answer = await ask("/api/v1/jobs/?term=1", {
    method: "POST",
    body: '{"a":1}',
    headers: { cookie: "sessionid=x", "x-csrftoken": "t", "content-length": "7" },
  });
  expect(answer.status).toBe(201);
  expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  expect(seen).toMatchObject({
    url: "/api/v1/jobs/?term=1",
    method: "POST",
    body: '{"a":1}',
    cookie: "sessionid=x",
    "x-csrftoken": "t",
    "content-length": "7",
  });
});

test("a client cannot say where it comes from", async () => {
  let seen: IncomingMessage["headers"] = {};
  await serve((request, response) => {
    seen = request.headers;
    response.end();
  });
  await ask("/api/v1/me/", {
    headers: { "x-forwarded-for": "10.0.0.1", "x-real-ip": "10.0.0.1" },
  });
  expect(seen["x-forwarded-for"]).toBeUndefined();
  expect(seen["x-real-ip"]).toBeUndefined();
});

test("events pass through one by one, and nothing on the way may hold them back", async () => {
  let finish: (() => void) | undefined;
  await serve((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("data: 1\n\n");
    finish = () => response.end("data: 2\n\n");
  });
  const answer = await ask("/api/v1/jobs/1/events/");
  expect(answer.headers.get("cache-control")).toBe("no-cache, no-transform");
  const reader = answer.body?.getReader();
  const first = await reader?.read();
  expect(new TextDecoder().decode(first?.value)).toBe("data: 1\n\n");
  finish?.();
  const second = await reader?.read();
  expect(new TextDecoder().decode(second?.value)).toBe("data: 2\n\n");
});

test("where Django is down the answer is a problem that says so", async () => {
  vi.stubEnv("HORARIUM_API_URL", "http://127.0.0.1:1");
  vi.spyOn(console, "error").mockImplementation(() => {});
  const answer = await ask("/api/v1/me/");
  expect(answer.status).toBe(502);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(await answer.json()).toMatchObject({ code: "server_unreachable" });
});

test.each(["/api/v1%2Finternal", "/api/%5Cinternal", "/api/v1/rooms/%25ff/"])(
  "an address that could be read in two ways is refused: %s",
  async (path) => expect((await ask(path)).status).toBe(400),
);

test("a body that does not say how long it is is refused before any of it is passed on", async () => {
  const heard = vi.fn();
  await serve(heard);
  const answer = await ask("/api/v1/imports/", {
    method: "POST",
    body: "x",
    headers: { "transfer-encoding": "chunked" },
  });
  expect(answer.status).toBe(411);
  expect(await answer.json()).toMatchObject({ code: "length_required" });
  expect(heard).not.toHaveBeenCalled();
});

test("a body larger than Django takes is refused before any of it is passed on", async () => {
  const heard = vi.fn();
  await serve(heard);
  const answer = await ask("/api/v1/imports/", {
    method: "POST",
    body: "x",
    headers: { "content-length": String(200 * 1024 * 1024) },
  });
  expect(answer.status).toBe(413);
  expect(await answer.json()).toMatchObject({
    code: "upload_too_large",
    parameters: { limit_megabytes: 20 },
  });
  expect(heard).not.toHaveBeenCalled();
});
