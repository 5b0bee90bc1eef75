import axe from "axe-core";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const MOST_ROUNDS = 5;

/** What of WCAG 2.2 AA the page as it stands breaks, as far as axe can check it. */
export async function violationsOf(page: Page): Promise<string[]> {
  for (let round = 1; ; round += 1) {
    await expect(async () => expect(await changes(page)).toBe(false)).toPass();
    const { violations, isStirred } = await judged(page);
    // What changed meanwhile was judged half dimmed, or before it was there.
    const isStill = !isStirred && !(await changes(page));
    if (isStill || round === MOST_ROUNDS) return violations;
  }
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

/** What axe finds, and whether something waited or faded while it looked. */
async function judged(page: Page) {
  await page.evaluate(axe.source); // not a script tag, which the page's security policy refuses
  const { violations, isStirred } = await page.evaluate(async (values) => {
    let isStirred = false;
    const stir = () => void (isStirred = true);
    const busy = new MutationObserver(stir);
    busy.observe(document, { subtree: true, attributeFilter: ["aria-busy"] });
    document.addEventListener("transitionrun", stir);
    const found = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: { type: "tag", values },
    });
    document.removeEventListener("transitionrun", stir);
    busy.disconnect();
    return { violations: found.violations, isStirred };
  }, RULES);
  return {
    isStirred,
    violations: violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`,
      ),
    ),
  };
}

/** The page as it stands breaks no rule of WCAG 2.2 AA that axe can check. */
export async function expectAccessible(page: Page) {
  expect(await violationsOf(page), page.url()).toEqual([]);
}
