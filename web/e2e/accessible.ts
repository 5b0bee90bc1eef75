import axe from "axe-core";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What of WCAG 2.2 AA the page as it stands breaks, as far as axe can check it. */
export async function violationsOf(page: Page): Promise<string[]> {
  let violations: string[];
  do {
    await expect(async () => expect(await changes(page)).toBe(false)).toPass();
    violations = await judged(page);
  } while (await changes(page)); // what began meanwhile was judged half dimmed
  return violations;
}

/** Whether something waits for news or still fades: colours are judged when they stay. */
const changes = (page: Page) =>
  page.evaluate(
    () =>
      document.querySelector("main [aria-busy=true]:not(button)") !== null ||
      document
        .getAnimations()
        .some(
          ({ effect, playState }) =>
            playState === "running" && effect?.getComputedTiming().endTime !== Infinity,
        ),
  );

async function judged(page: Page): Promise<string[]> {
  await page.evaluate(axe.source); // not a script tag, which the page's security policy refuses
  const { violations } = await page.evaluate(
    (values) =>
      (window as unknown as { axe: typeof axe }).axe.run(document, {
        runOnly: { type: "tag", values },
      }),
    RULES,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`,
    ),
  );
}

/** The page as it stands breaks no rule of WCAG 2.2 AA that axe can check. */
export async function expectAccessible(page: Page) {
  expect(await violationsOf(page), page.url()).toEqual([]);
}
