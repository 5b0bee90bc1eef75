import { mkdirSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./accessible";

const SIZES = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

/** Where pictures of the pages go, for somebody to look at; none without it. */
const pictures = process.env.HORARIUM_PICTURES;

/**
 * The page, as it stands, is accessible on desktop and phone, in light and dark, and nothing
 * of it lies beside the phone's screen.
 */
export async function expectGoodLooks(page: Page, name: string) {
  for (const [device, size] of Object.entries(SIZES)) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expectAccessible(page);
      if (pictures) {
        mkdirSync(pictures, { recursive: true });
        await page.screenshot({ path: `${pictures}/${name}-${device}-${colorScheme}.png` });
      }
    }
    const beside = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(beside, `${name} on ${device}: pixels that one must scroll to`).toBe(0);
  }
  await page.setViewportSize(SIZES.desktop);
  await page.emulateMedia({ colorScheme: "light" });
}
