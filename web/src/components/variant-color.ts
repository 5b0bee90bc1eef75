const COLORS = [1, 2, 3, 4, 7, 6, 5, 8, 9, 11];

/** The colour of a job's n-th variant (from 1), as a CSS value; its common start is grey. */
export function variantColor(index: number): string {
  if (index === 0) return "var(--color-control)";
  return `var(--color-cat-${COLORS[(index - 1) % COLORS.length]})`;
}

const DASHES = [undefined, "7 3", "2 2", "9 3 2 3"];

/** How its line is broken, for those to whom the colours are alike. */
export function variantDash(index: number): string | undefined {
  return index === 0 ? "1 3" : DASHES[(index - 1) % DASHES.length];
}
