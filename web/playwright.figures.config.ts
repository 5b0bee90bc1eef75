import { defineConfig } from "@playwright/test";
import base from "./playwright.config";

/** Measures pages, instead of testing them: `make pages` starts what it needs. */
export default defineConfig(base, {
  testDir: "figures",
  outputDir: "test-results-figures",
  timeout: 900_000,
  use: { trace: "off", screenshot: "off" },
});
