import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The tests of the whole product start it and say where it is; see tests/test_browser.py. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  timeout: 480_000,
  // Before tests/test_browser.py gives up on it, which could not say what it waited for.
  globalTimeout: 1_140_000,
  expect: {
    timeout: 20_000,
    toPass: { timeout: 60_000 },
    // Other machines shape letters a little differently; a layout that breaks moves more.
    toHaveScreenshot: { maxDiffPixelRatio: 0.004, threshold: 0.25, animations: "disabled" },
  },
  snapshotPathTemplate: "{testDir}/pictures/{arg}{ext}",
  updateSnapshots: process.env.HORARIUM_RENEW_PICTURES ? "all" : "none",
  workers: 1,
  // A walk that hangs says after which step.
  reporter: [["list", { printSteps: true }]],
  use: {
    baseURL: process.env.HORARIUM_WEB_URL ?? "http://localhost:3000",
    viewport: { width: 1440, height: 900 },
    // What is not there after so long will not come: the walk ends, and says what it looked for.
    actionTimeout: 60_000,
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: browsers.find((path) => existsSync(path)),
      args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
    },
  },
});
