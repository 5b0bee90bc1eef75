import type { Reason } from "@/api/types";

/** What else the server may find wrong with a time that is not offered, by the reason. */
const TIMES: Record<string, string> = {
  pinned: "off_its_pin",
  instructor: "instructor_away",
  length: "length_not_offered",
};

/** The server's codes of what a reason says is broken; none where only the engine sees it. */
function findingCodes({ code, parameters }: Reason): string[] {
  const because = String(parameters.because);
  switch (code) {
    case "room_double_booked":
      return ["room_clash"];
    case "instructor_busy":
      return ["instructor_clash"];
    case "room_unavailable":
      return ["room_closed"];
    case "time_not_offered":
      return [TIMES[because] ?? [], "time_not_offered"].flat();
    case "room_not_offered":
      if (because === "seats") return ["room_not_offered", "room_too_small"];
      return [because === "room_needed" ? "room_missing" : "room_not_offered"];
    default:
      return [];
  }
}

/**
 * Keys of the findings that somebody has accepted who saw these reasons. A finding that is
 * not among them is asked about when the server refuses the move because of it.
 */
export function acceptedKeys(reasons: readonly Reason[]): string[] {
  return reasons.flatMap((reason) => {
    const classes = reason.classes.map(({ id }) => id);
    if (classes.includes(null)) return [];
    return findingCodes(reason).map((code) => [code, ...[...classes].sort()].join(":"));
  });
}
