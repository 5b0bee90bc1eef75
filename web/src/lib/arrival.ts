import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

type Arriving = Pick<IncomingMessage, "headers" | "url"> & {
  socket: { remoteAddress?: string };
};

const WATCHED = Symbol.for("horarium.arrivals");

/** Looks at every request of this process before Next does, from now on. */
export function watchArrivals(): void {
  subscribe("http.server.request.start", (message) => {
    arrive((message as { request: IncomingMessage }).request);
  });
  (globalThis as Record<symbol, unknown>)[WATCHED] = true;
}

/** True where `x-forwarded-for` is this server's word, and not the client's. */
export function knowsClients(): boolean {
  return (globalThis as Record<symbol, unknown>)[WATCHED] === true;
}

/**
 * Says where a request comes from, whatever it claims: the address at the other end of the
 * connection or, behind HORARIUM_PROXIES reverse proxies, the one that the outermost of them
 * noted. And makes an address that cannot be decoded, over which Next would fail, one that
 * is not found.
 */
export function arrive(
  request: Arriving,
  proxies = Number(process.env.HORARIUM_PROXIES ?? 0),
): void {
  const peer = request.socket.remoteAddress?.replace(/^::ffff:/, "") ?? "";
  const claimed = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .map((each) => each.trim());
  const hops = [...claimed, peer];
  request.headers["x-forwarded-for"] = hops[Math.max(0, hops.length - 1 - proxies)];
  const [path = "", ...query] = (request.url ?? "").split("?");
  if (!isDecodable(path)) request.url = [path.replaceAll("%", "%25"), ...query].join("?");
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
