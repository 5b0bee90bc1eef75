/** The limits of a plan, as the API names them; `time_budget` in seconds. */
export const LIMITS = [
  "concurrent_jobs",
  "time_budget",
  "variants",
  "departments",
  "courses",
  "students",
] as const;
export type LimitName = (typeof LIMITS)[number];

const NEAR = 0.9;

/** How much of a limit is used: null where there is no limit, or nothing is counted. */
export function usageOf(count: number | undefined, limit: number | null) {
  if (count === undefined || limit === null)
    return { share: null, isNear: false, isFull: false };
  const share = limit === 0 ? 1 : Math.min(1, count / limit);
  return { share, isNear: share >= NEAR, isFull: share >= 1 };
}
