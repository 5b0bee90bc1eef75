/** Time budgets on offer, in seconds; the server takes any whole number within the limits. */
export const BUDGETS = [30, 60, 300, 900, 3600, 28_800] as const;

export const BUDGET_LEAST = 5;
export const BUDGET_MOST = 43_200;
export const VARIANTS_MOST = 10;

/** When a job started now is ready at the latest. */
export function readyAt(now: Date, budget: number): Date {
  return new Date(now.getTime() + budget * 1000);
}

/** Seconds left of a job's budget; none once it is used up. */
export function secondsLeft(startedAt: string, budget: number, now: Date): number {
  return Math.max(0, (readyAt(new Date(startedAt), budget).getTime() - now.getTime()) / 1000);
}
