import { expect, test, type Browser, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { signIn } from "./sign-in";

interface Placed {
  class_id: string;
  days: string;
  start_minute: number;
  room: { id: string } | null;
}

/** Without a solver it came from a file, and its students attend nothing. */
interface Draft {
  id: string;
  term: string;
  state: string;
  score: { hard: number };
  solver: string | null;
}

/** Address of a draft of its own, a copy of the demo's variant that is not published. */
async function ownDraft(page: Page): Promise<string> {
  const terms = await page.request.get("/api/v1/terms/?page_size=100");
  const listed = (await terms.json()) as { results: { id: string; self_contained: boolean }[] };
  const own = listed.results.filter((term) => !term.self_contained).map(({ id }) => id);
  let draft: Draft | undefined;
  await expect
    .poll(
      async () => {
        const answer = await page.request.get("/api/v1/timetables/?page_size=100");
        if (!answer.ok()) return `${answer.status()} ${await answer.text()}`;
        const { results } = (await answer.json()) as {
          results: Draft[];
        };
        draft = results.find(
          ({ term, state, score, solver }) =>
            own.includes(term) && state === "draft" && score.hard === 0 && solver !== null,
        );
        return draft?.state;
      },
      { timeout: 180_000 },
    )
    .toBe("draft");
  const { cookies } = await page.context().storageState();
  const token = cookies.find(({ name }) => name === "csrftoken")!.value;
  const copy = await page.request.post("/api/v1/timetables/", {
    data: { copy_of: draft!.id, name: "By hand" },
    headers: { "X-CSRFToken": token, Origin: new URL(page.url()).origin },
  });
  expect(copy.status()).toBe(201);
  const { id } = (await copy.json()) as { id: string };
  return `/terms/${draft!.term}/timetables/${id}`;
}

/** Where the server has the class. */
async function placeOf(page: Page, cls: string): Promise<string> {
  const id = new URL(page.url()).pathname.split("/").at(-1);
  const { course } = (await (await page.request.get(`/api/v1/classes/${cls}/`)).json()) as {
    course: { id: string };
  };
  const meetings = `/api/v1/timetables/${id}/meetings/?course=${course.id}`;
  const answer = await page.request.get(meetings);
  const found = ((await answer.json()) as Placed[]).find(({ class_id }) => class_id === cls);
  return [found?.days, found?.start_minute, found?.room?.id].join(" ");
}

const BLOCKS = "button[data-meeting]:not([aria-haspopup])";
const cells = (page: Page) => page.locator("[data-cell]");
/** Places that break nothing, other than where the class is. */
const free = (page: Page) =>
  page.locator("[data-cell]:not([aria-label*='Breaks']):not([aria-label*='Where it is'])");
const breaking = (page: Page) => page.locator("[data-cell][aria-label*='Breaks']");
const bar = (page: Page) => page.getByRole("region", { name: "The class you are moving" });

async function open(page: Page, path: string) {
  await page.goto(path);
  await expect(page.locator(BLOCKS).first()).toBeVisible();
}

/** Picks up, by keyboard, the first class that could be elsewhere, not just anywhere; its id. */
async function pickUpMovable(page: Page): Promise<string> {
  const keys = await page
    .locator(BLOCKS)
    .evaluateAll((all) => all.map((block) => (block as HTMLElement).dataset.meeting!));
  for (const key of keys) {
    await page.locator(`[data-meeting="${key}"]`).focus();
    await page.keyboard.press("Enter");
    await expect(cells(page).first()).toBeVisible({ timeout: 60_000 });
    if ((await free(page).count()) > 0 && (await breaking(page).count()) > 0)
      return key.split(":")[1]!;
    await page.keyboard.press("Escape");
    await expect(cells(page)).toHaveCount(0);
  }
  throw new Error("no class of this week could be elsewhere");
}

/** Walks with the arrow keys, day by day, to a place that breaks nothing. */
async function walkToFree(page: Page) {
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
  const isFree = (label: string) => !/Breaks|Where it is now/.test(label);
  await expect(page.locator("[data-cell]:focus")).toBeVisible();
  for (let day = 0; day < 7; day += 1) await page.keyboard.press("ArrowLeft");
  for (const across of [
    "ArrowUp",
    "ArrowDown",
    "ArrowUp",
    "ArrowDown",
    "ArrowUp",
    "ArrowDown",
  ]) {
    for (let step = 0; step < 20; step += 1) {
      const before = await focused();
      if (isFree(before)) return before;
      await page.keyboard.press(across);
      if ((await focused()) === before) break;
    }
    for (let step = 0; step < 20; step += 1) {
      const before = await focused();
      if (isFree(before)) return before;
      await page.keyboard.press(across === "ArrowUp" ? "ArrowDown" : "ArrowUp");
      if ((await focused()) === before) break;
    }
    await page.keyboard.press("ArrowRight");
  }
  throw new Error("the arrow keys do not reach every place");
}

async function drag(page: Page, block: Locator, to: () => Locator) {
  // Blocks are drawn anew while what was done before is written.
  let from = { x: 0, y: 0 };
  await expect(async () => {
    await block.scrollIntoViewIfNeeded({ timeout: 1_000 });
    from = (await block.boundingBox())!;
    await page.mouse.move(from.x + 20, from.y + 10);
  }).toPass();
  await page.mouse.down();
  await page.mouse.move(from.x + 40, from.y + 30, { steps: 4 });
  await expect(cells(page).first()).toBeVisible({ timeout: 60_000 });
  // Places are drawn anew as their costs come in.
  await expect(async () => {
    await to().scrollIntoViewIfNeeded({ timeout: 1_000 });
    const target = (await to().boundingBox())!;
    await page.mouse.move(target.x + target.width / 2, target.y + target.height / 2, {
      steps: 6,
    });
  }).toPass();
  await expect(page.locator("[data-cell][data-target]")).toBeVisible();
  await page.mouse.up();
}

async function another(browser: Browser, role: string, path: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, role);
  await open(page, path);
  return page;
}

test("a class of a draft is moved by keyboard and by mouse, taken back, and pinned", async ({
  page,
}) => {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await signIn(page, "registrar");
  await open(page, await ownDraft(page));
  let cls = "";
  let home = "";

  await test.step("by keyboard: every place says what it means, Escape puts back", async () => {
    cls = await pickUpMovable(page);
    home = await placeOf(page, cls);
    await expect(
      page.getByRole("heading", { name: "Other places, the best first" }),
    ).toBeVisible();
    await walkToFree(page);
    await expect(
      bar(page)
        .getByText(/Costs|Mends/)
        .first(),
    ).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(bar(page)).toHaveCount(0);
    expect(await placeOf(page, cls)).toBe(home);
  });

  await test.step("by keyboard: Enter drops it, and the focus stays with it", async () => {
    await page.locator(`[data-meeting$=":${cls}"]`).first().focus();
    await page.keyboard.press("Enter");
    await expect(cells(page).first()).toBeVisible();
    await walkToFree(page);
    await page.keyboard.press("Enter");
    await expect(page.getByText(/ moved to /).first()).toBeVisible();
    await expect(page.getByText("1 change by hand")).toBeVisible();
    expect(await placeOf(page, cls)).not.toBe(home);
    await expectAccessible(page);
  });

  await test.step("it is taken back, made again and taken back", async () => {
    await page.keyboard.press("Control+z");
    await expect(page.getByText(/^Taken back/).first()).toBeVisible();
    await expect.poll(() => placeOf(page, cls)).toBe(home);
    await page.keyboard.press("Control+Shift+z");
    await expect.poll(() => placeOf(page, cls)).not.toBe(home);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => placeOf(page, cls)).toBe(home);
  });

  await test.step("by mouse: it is dragged to a place that breaks nothing", async () => {
    const block = page.locator(`[data-meeting$=":${cls}"]`).first();
    await expect(block).toBeVisible();
    await drag(page, block, () => free(page).first());
    await expect.poll(() => placeOf(page, cls)).not.toBe(home);
    await page.keyboard.press("Control+z");
    await expect.poll(() => placeOf(page, cls)).toBe(home);
  });

  await test.step("by mouse: what breaks something is asked first, and left", async () => {
    const block = page.locator(`[data-meeting$=":${cls}"]`).first();
    await drag(page, block, () => breaking(page).first());
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("listitem").first()).toBeVisible();
    await dialog.getByRole("button", { name: "Leave it" }).click();
    await expect(dialog).toHaveCount(0);
    expect(await placeOf(page, cls)).toBe(home);
    // The pointer has let go of it: no place is priced any more.
    await expect(page.locator("[data-cell]")).toHaveCount(0);
  });

  await test.step("it is pinned with a key, and set free", async () => {
    const block = page.locator(`[data-meeting$=":${cls}"]`).first();
    await block.focus();
    await page.keyboard.press("p");
    await expect(block.getByLabel("Pinned")).toBeVisible();
    await page.keyboard.press("p");
    await expect(block.getByLabel("Pinned")).toHaveCount(0);
  });

  await test.step("pinned and in hand it has no place but its own, until it is set free", async () => {
    const block = page.locator(`[data-meeting$=":${cls}"]`).first();
    await block.focus();
    await page.keyboard.press("p");
    await expect(block.getByLabel("Pinned")).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(bar(page).getByText("It is pinned")).toBeVisible();
    await expect(cells(page).first()).toBeVisible();
    await expect(free(page)).toHaveCount(0);
    await expectAccessible(page);
    await bar(page).getByRole("button", { name: "Set free" }).click();
    await expect(free(page).first()).toBeVisible();
    await expect(bar(page).getByText("It is pinned")).toHaveCount(0);
    await page.keyboard.press("Escape");
    await expect(bar(page)).toHaveCount(0);
    expect(await placeOf(page, cls)).toBe(home);
  });

  await test.step("soon after the last change the figures are those of now", async () => {
    await expect(page.getByText("changed since")).toHaveCount(0, { timeout: 60_000 });
  });
  expect(problems).toEqual([]);
});

test("two editors of a draft see each other, and a stale drop is refused and stays in hand", async ({
  page,
  browser,
}) => {
  await signIn(page, "registrar");
  // Of an instructor nothing overlaps: each class is a block of its own, wherever it is.
  const path = `${await ownDraft(page)}?by=instructor`;
  await open(page, path);
  const head = await another(browser, "department_head", path);
  await expect(page.getByText(/ has this draft open$/)).toBeVisible({ timeout: 30_000 });

  const cls = await pickUpMovable(page);
  const home = await placeOf(page, cls);
  await expect(head.getByText(/ is moving a class$/)).toBeVisible({ timeout: 30_000 });
  await walkToFree(page);
  const told = expect(head.getByText(/^Registrar moved /).first()).toBeVisible({
    timeout: 60_000,
  });
  await page.keyboard.press("Enter");
  await told;
  await expect.poll(() => placeOf(page, cls)).not.toBe(home);
  const moved = await placeOf(page, cls);

  // From here on no news of others reaches this window.
  const second = await another(browser, "registrar", path);
  let isDeaf = true;
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/edits/")) isDeaf = false;
  });
  await page.route("**/edits/?*", (route) => (isDeaf ? route.abort() : route.continue()));
  await second.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => placeOf(second, cls)).toBe(home);

  await page.locator(`[data-meeting$=":${cls}"]`).first().focus();
  await page.keyboard.press("Enter");
  await expect(cells(page).first()).toBeVisible();
  await walkToFree(page);
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^Not written: /).first()).toBeVisible();
  await expect(bar(page)).toBeVisible();
  expect(await placeOf(page, cls)).toBe(home);

  await expect(cells(page).first()).toBeVisible();
  await walkToFree(page);
  await page.keyboard.press("Enter");
  await expect(bar(page)).toHaveCount(0);
  await expect.poll(() => placeOf(page, cls)).not.toBe(home);
  expect(moved).not.toBe(home);
});
