/** The path to go on to after login: only ever a path of this site. */
export function nextPath(value: string | string[] | undefined): string {
  if (typeof value !== "string" || !value.startsWith("/")) return "/";
  const url = new URL(value, "http://site.invalid");
  return url.host === "site.invalid" ? url.pathname + url.search : "/";
}

/** The address of a way in that leads on to `next` afterwards. */
export function withNext(path: string, next: string): string {
  return next === "/" ? path : `${path}?next=${encodeURIComponent(next)}`;
}
