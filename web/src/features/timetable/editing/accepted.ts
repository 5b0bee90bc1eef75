import type { Reason } from "@/api/types";

/** The server's code of what a reason says is broken; null where only the engine sees it. */
function findingCode({ code, parameters }: Reason): string | null {
  switch (code) {
    case "room_double_booked":
      return "room_clash";
    case "instructor_busy":
      return "instructor_clash";
    case "room_unavailable":
      return "room_closed";
    case "time_not_offered":
      if (parameters.because === "pinned") return "off_its_pin";
      return parameters.because === "instructor" ? "instructor_away" : null;
    case "room_not_offered":
      return parameters.because === "seats" ? "room_too_small" : null;
    default:
      return null;
  }
}

/**
 * Keys of the findings that somebody has accepted who saw these reasons. A finding that is
 * not among them is asked about when the server refuses the move because of it.
 */
export function acceptedKeys(reasons: readonly Reason[]): string[] {
  return reasons.flatMap((reason) => {
    const code = findingCode(reason);
    const classes = reason.classes.map(({ id }) => id);
    if (code === null || classes.includes(null)) return [];
    return [[code, ...[...classes].sort()].join(":")];
  });
}
