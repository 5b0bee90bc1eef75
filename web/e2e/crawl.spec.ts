import { expect, test, type Page } from "@playwright/test";
import { violationsOf } from "./accessible";
import { addresses, patternOf } from "./routes";
import { signIn } from "./sign-in";

/** How long a page may be quiet late: some ask again and again. */
const QUIET_MS = 4_000;

/** Notes what goes wrong on a page from here on. */
function watch(page: Page): string[] {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    // What failed to load is told by its answer, with its address.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      problems.push(`${page.url()}: console: ${message.text()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400)
      problems.push(`${page.url()}: ${response.status()} ${response.url()}`);
  });
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    // What is asked for when a page is left is let go.
    if (why !== "net::ERR_ABORTED") problems.push(`${page.url()}: ${why} ${request.url()}`);
  });
  return problems;
}

async function linksOf(page: Page): Promise<string[]> {
  const own = new URL(page.url()).origin;
  const links = await page
    .locator("a[href]")
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  return links
    .filter((href) => new URL(href).origin === own)
    .map((href) => href.slice(own.length).split("#")[0]!);
}

for (const role of [
  "registrar",
  "department_head",
  "coordinator",
  "instructor",
  "student",
  "platform_admin",
]) {
  test(`as ${role} every route and every link on them leads somewhere, without an error`, async ({
    page,
  }) => {
    test.slow();
    await signIn(page, role);
    const problems = watch(page);
    const queue = await addresses(page);
    const seen = new Set<string>();
    for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
      const pattern = patternOf(address);
      if (seen.has(pattern)) continue;
      seen.add(pattern);
      if (address.startsWith("/api/")) {
        const answer = await page.request.get(address);
        if (!answer.ok()) problems.push(`${address}: ${answer.status()}`);
        continue;
      }
      await page.goto(address);
      await page.waitForLoadState("networkidle", { timeout: QUIET_MS }).catch(() => null);
      if (await page.getByRole("heading", { name: "There is nothing here" }).count())
        problems.push(`${address}: nothing here`);
      await expect(page.getByRole("main"), address).toBeVisible();
      for (const found of await violationsOf(page)) problems.push(`${address}: ${found}`);
      queue.push(...(await linksOf(page)));
    }
    expect(problems).toEqual([]);
    expect(seen.size).toBeGreaterThan(2);
  });
}
