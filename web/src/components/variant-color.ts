const COLORS = [1, 2, 3, 4, 7, 6, 5, 8, 9, 11];

/** The colour of a job's n-th variant (from 1), as a CSS value; its common start is grey. */
export function variantColor(index: number): string {
  if (index === 0) return "var(--color-control)";
  return `var(--color-cat-${COLORS[(index - 1) % COLORS.length]})`;
}
