import { expect, test } from "vitest";
import { arrive } from "./arrival";

function arrived(url: string, forwarded: string | undefined, proxies = 0) {
  const request = {
    url,
    headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
    socket: { remoteAddress: "::ffff:203.0.113.7" },
  } as Parameters<typeof arrive>[0];
  arrive(request, proxies);
  return request;
}

test.each([undefined, "10.0.0.1", "10.0.0.1, 10.0.0.2", ""])(
  "a request comes from the other end of its connection, whatever it claims: %s",
  (claim) => {
    expect(arrived("/", claim).headers["x-forwarded-for"]).toBe("203.0.113.7");
  },
);

test("behind a reverse proxy it comes from where that one says, and no claim before counts", () => {
  const { headers } = arrived("/", "10.0.0.1, 198.51.100.2", 1);
  expect(headers["x-forwarded-for"]).toBe("198.51.100.2");
});

test.each([
  ["/api/v1/rooms/%ff/?a=%20b", "/api/v1/rooms/%25ff/?a=%20b"],
  ["/api/v1/rooms/%", "/api/v1/rooms/%25"],
  ["/terms/caf%C3%A9?q=%ff", "/terms/caf%C3%A9?q=%ff"],
])("an address that cannot be decoded is one that is not found: %s", (url, expected) => {
  expect(arrived(url, undefined).url).toBe(expected);
});
