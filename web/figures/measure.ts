import { gzipSync } from "node:zlib";
import type { Page, Response } from "@playwright/test";

/** Pages ask again and again: how long one is waited for to rest. */
const REST_MS = 10_000;
const KB = 1000;

interface EventTiming extends PerformanceEntry {
  interactionId: number;
}

async function rests(page: Page) {
  await page.waitForLoadState("networkidle", { timeout: REST_MS }).catch(() => null);
}

/** Opens the address; ms to the largest contentful paint. */
export async function paintOf(page: Page, path: string): Promise<number> {
  await page.goto(path);
  await rests(page);
  return page.evaluate(
    () =>
      new Promise<number>((resolve) =>
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1)!.startTime)).observe(
          { type: "largest-contentful-paint", buffered: true },
        ),
      ),
  );
}

/** Kilobytes, gzipped, of the scripts that the document names, and of all others it fetches. */
export async function scriptsOf(page: Page, path: string) {
  const sizes = new Map<string, Promise<number>>();
  const note = (response: Response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith(".js"))
      sizes.set(
        pathname,
        response.body().then((body) => gzipSync(body).length / KB),
      );
  };
  page.on("response", note);
  const document = await (await page.goto(path))!.text();
  await rests(page);
  page.off("response", note);
  const sum = { script_kb: 0, later_kb: 0 };
  for (const [pathname, size] of sizes)
    sum[document.includes(pathname) ? "script_kb" : "later_kb"] += await size;
  return sum;
}

/** Does it; the longest of its events, in ms from the input to the next paint. */
export async function interaction(page: Page, act: () => Promise<unknown>): Promise<number> {
  await rests(page);
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as EventTiming[])
        if (entry.interactionId) seen.push(entry.duration);
    }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  });
  await act();
  await rests(page);
  // Shorter ones than 16 ms are not told of.
  return page.evaluate(() => Math.max(16, ...(window as unknown as { seen: number[] }).seen));
}
