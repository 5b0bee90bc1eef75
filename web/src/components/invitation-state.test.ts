import { expect, it } from "vitest";
import { invitationState } from "./invitation-state";

it("an invitation that is neither accepted nor withdrawn is open until it is too old", () => {
  const row = { accepted_at: null, revoked_at: null, is_open: true };
  const moment = "2026-09-01T12:00:00Z";
  expect(invitationState(row)).toBe("open");
  expect(invitationState({ ...row, is_open: false })).toBe("expired");
  expect(invitationState({ ...row, is_open: false, accepted_at: moment })).toBe("accepted");
  expect(invitationState({ ...row, is_open: false, revoked_at: moment })).toBe("revoked");
});
