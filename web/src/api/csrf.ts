const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

function tokenFromCookie(): string | null {
  const match = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
  return match?.[1] ? decodeURIComponent(match[1]) : null;
}

/** The token that every unsafe request needs; its cookie is fetched once. */
export async function csrfToken(): Promise<string | null> {
  if (!tokenFromCookie()) await fetch("/_allauth/browser/v1/config", { cache: "no-store" });
  return tokenFromCookie();
}

/** Adds the CSRF header that every unsafe request needs. */
export async function addCsrf(method: string, headers: Headers): Promise<void> {
  if (SAFE_METHODS.has(method.toUpperCase())) return;
  const token = await csrfToken();
  if (token) headers.set("X-CSRFToken", token);
}
