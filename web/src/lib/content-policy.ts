/**
 * What a page may load and run: only what this server sends, and of scripts only those that
 * carry the nonce of the answer. Styles may stand in elements, since charts place by them.
 */
export function contentPolicy(nonce: string, isDevelopment: boolean): string {
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
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
