import type { Invitation } from "@/api/institution";
import type { Tone } from "@/components/ui/badge";

export type InvitationState = "open" | "accepted" | "revoked" | "expired";

export const INVITATION_TONES: Record<InvitationState, Tone> = {
  open: "info",
  accepted: "good",
  revoked: "neutral",
  expired: "caution",
};

/** What became of an invitation. */
export function invitationState(
  row: Pick<Invitation, "accepted_at" | "revoked_at" | "is_open">,
): InvitationState {
  if (row.accepted_at) return "accepted";
  if (row.revoked_at) return "revoked";
  return row.is_open ? "open" : "expired";
}
