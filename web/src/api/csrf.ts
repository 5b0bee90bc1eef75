const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

function tokenFromCookie(): string | null {
  const match = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
  return match?.[1] ? decodeURIComponent(match[1]) : null;
}

/** Adds the CSRF header that every unsafe request needs; fetches the token's cookie once. */
export async function addCsrf(method: string, headers: Headers): Promise<void> {
  if (SAFE_METHODS.has(method.toUpperCase())) return;
  if (!tokenFromCookie()) await fetch("/_allauth/browser/v1/config", { cache: "no-store" });
  const token = tokenFromCookie();
  if (token) headers.set("X-CSRFToken", token);
}
