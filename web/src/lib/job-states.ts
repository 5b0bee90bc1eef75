const OPEN = ["queued", "running", "cancelling"];

/** States in which a job can still change. */
export function isOpen(state: string): boolean {
  return OPEN.includes(state);
}
