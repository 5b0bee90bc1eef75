import type { Profile } from "@/api/types";

/** What a profile weighs, in the order of its bars; fairness comes on top of the six. */
export const AIMS = [
  "lecturer_preference",
  "student_compactness",
  "room_fit",
  "workload_balance",
  "peak_spreading",
  "continuity",
  "fairness",
] as const;

export type Aim = (typeof AIMS)[number];

/** The name of a profile whose weights somebody chose. */
export const OWN = "own";

/** As many profiles as variants: those there are, then the usual ones in their turns. */
export function resized(
  profiles: readonly Profile[],
  usual: readonly Profile[],
  variants: number,
): Profile[] {
  return Array.from(
    { length: variants },
    (_, index) => profiles[index] ?? usual[index % usual.length]!,
  );
}

/** The profile with one weight changed: its own from now on, unless it is a usual one again. */
export function reweighed(
  profile: Profile,
  usual: readonly Profile[],
  aim: Aim,
  weight: number,
): Profile {
  const weights = { ...profile.weights, [aim]: weight };
  const same = usual.find((one) =>
    AIMS.every((each) => (one.weights[each] ?? 0) === (weights[each] ?? 0)),
  );
  return same ?? { name: OWN, weights };
}

/** The share that an aim has of all, in percent; that of fairness is on top of the six. */
export function shareOf({ weights }: Profile, aim: Aim): number {
  const total = AIMS.filter((each) => each !== "fairness").reduce(
    (sum, each) => sum + (weights[each] ?? 0),
    0,
  );
  return total > 0 ? Math.round((100 * (weights[aim] ?? 0)) / total) : 0;
}

/** Whether it weighs none of the six, which the search cannot use. */
export function isEmpty({ weights }: Profile): boolean {
  return AIMS.every((aim) => aim === "fairness" || (weights[aim] ?? 0) === 0);
}
