import { join } from "node:path";
import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const config: NextConfig = {
  output: "standalone",
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: join(import.meta.dirname) },
  // Django's addresses end with a slash; Next must hand them to the proxy as they are.
  skipTrailingSlashRedirect: true,
  poweredByHeader: false,
  reactStrictMode: true,
};

export default createNextIntlPlugin("./src/lib/i18n.ts")(config);
