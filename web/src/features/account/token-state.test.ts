import { expect, it } from "vitest";
import { tokenState } from "./token-state";

const now = new Date("2026-09-01T12:00:00Z");

it("a token is live until it expires, unless it was revoked before", () => {
  const token = { expires_at: null, revoked_at: null };
  expect(tokenState(token, now)).toBe("live");
  expect(tokenState({ ...token, expires_at: "2026-09-01T12:00:01Z" }, now)).toBe("live");
  expect(tokenState({ ...token, expires_at: "2026-09-01T12:00:00Z" }, now)).toBe("expired");
  const revoked_at = "2026-08-01T00:00:00Z";
  expect(tokenState({ expires_at: "2026-08-02T00:00:00Z", revoked_at }, now)).toBe("revoked");
});
