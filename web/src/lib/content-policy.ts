const SIGN_ON_PATH = "/login/sign-on";

/**
 * What a page may load and run: only what this server sends, and of scripts only those that
 * carry the nonce of the answer. Styles may stand in elements, since charts place by them.
 * Where a form leads to an institution's own sign-in, it is an address nobody here knows.
 */
export function contentPolicy(nonce: string, path: string, isDevelopment: boolean): string {
  // React's messages in development are made with eval, and changes come by a socket.
  const development = isDevelopment ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    `form-action 'self'${path === SIGN_ON_PATH ? " https: http:" : ""}`,
    "frame-ancestors 'none'",
  ].join("; ");
}
