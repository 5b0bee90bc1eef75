import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    alias: {
      "@": new URL("./src", import.meta.url).pathname,
      // Outside Next, its mark for server code refuses to be imported at all.
      "server-only": new URL("./node_modules/server-only/empty.js", import.meta.url).pathname,
    },
  },
  test: { include: ["src/**/*.test.{ts,tsx}"], environment: "node" },
});
