export const TERM_COOKIE = "horarium_term";

/** The term to open: the one last worked in, while it still exists, else the first listed. */
export function currentTerm<T extends { id: string }>(
  terms: T[],
  last: string | undefined,
): T | undefined {
  return terms.find((term) => term.id === last) ?? terms[0];
}

export function rememberTerm(id: string): void {
  document.cookie = `${TERM_COOKIE}=${id}; path=/; max-age=31536000; samesite=lax`;
}
