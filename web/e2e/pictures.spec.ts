import { expect, test, type Locator, type Page } from "@playwright/test";
import { planOf, publish, termOf } from "./plans";
import { signIn } from "./sign-in";

/** On Tuesday of the demo's third week, in the morning where its institution is. */
const DAY_MS = 24 * 60 * 60 * 1000;
const MOMENT_MS = 15 * DAY_MS + 5 * 60 * 60 * 1000;

const SIZES = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;
type Device = keyof typeof SIZES;
type Scheme = "light" | "dark";

/** What it counts depends on what was done before. */
const bell = (page: Page) => page.getByRole("button", { name: /^Notifications/ });

async function look(
  page: Page,
  name: string,
  looks: [Device, Scheme][],
  mask: (page: Page) => Locator[] = () => [],
) {
  for (const [device, colorScheme] of looks) {
    await page.setViewportSize(SIZES[device]);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect(page.locator("[role=status]:has(.animate-pulse-soft)")).toHaveCount(0);
    await page.mouse.move(0, 0);
    await expect(page).toHaveScreenshot(`${name}-${device}-${colorScheme}.png`, {
      mask: [bell(page), ...mask(page)],
      maskColor: "#9aa0ab",
    });
  }
}

test("key pages look as the committed pictures of them", async ({ page, browser }) => {
  await page.goto("/login");
  await look(page, "login", [
    ["desktop", "light"],
    ["phone", "dark"],
  ]);

  await page.setViewportSize(SIZES.desktop);
  await signIn(page, "registrar");
  const { id, first_day } = await termOf(page);
  const plan = await planOf(page, id, "plan");
  const rest = await planOf(page, id, "rest");
  await publish(page, await planOf(page, id, "before"));
  await publish(page, plan);

  await test.step("where the term stands", async () => {
    await page.goto(`/terms/${id}`);
    await expect(page.getByRole("heading", { name: "Rooms in use" })).toBeVisible();
    await look(page, "overview", [
      ["desktop", "light"],
      ["phone", "light"],
    ]);
  });

  await test.step("a week of the timetable", async () => {
    await page.setViewportSize(SIZES.desktop);
    await page.goto(`/terms/${id}/timetables/${plan.id}?by=department`);
    await expect(
      page.getByRole("group", { name: "Week by day and hour" }).getByRole("button").first(),
    ).toBeVisible();
    // An import's figures are worked out once it is looked at.
    await expect(page.getByText("(changed since)")).toHaveCount(0, { timeout: 60_000 });
    await look(page, "week", [
      ["desktop", "light"],
      ["desktop", "dark"],
    ]);
  });

  await test.step("two timetables beside each other", async () => {
    await page.goto(`/terms/${id}/timetables/${rest.id}/beside?against=${plan.id}`);
    await expect(page.getByRole("heading", { name: "Classes that differ" })).toBeVisible();
    // The figures of what came from a file are worked out when it is first looked at.
    await expect(page.getByText("Not known")).toHaveCount(0, { timeout: 60_000 });
    await look(page, "beside", [["desktop", "light"]]);
  });

  await test.step("what a generation is asked for", async () => {
    await page.goto(`/terms/${id}/generate`);
    await expect(page.getByRole("button", { name: "Start generating" })).toBeVisible();
    await look(page, "generate", [["desktop", "dark"]], (at) => [
      at.getByText(/^Ready at/),
      at.getByText(/^Searched on/),
    ]);
  });

  const visit = async (role: string, path: string) => {
    const own = await (await browser.newContext()).newPage();
    await own.clock.setFixedTime(new Date(first_day).getTime() + MOMENT_MS);
    await signIn(own, role);
    await own.goto(path);
    return own;
  };

  await test.step("an instructor's own week", async () => {
    const own = await visit("instructor", "/my-week");
    await expect(own.getByRole("heading", { name: /^Tuesday/ })).toBeVisible();
    await look(
      own,
      "my-week",
      [
        ["phone", "light"],
        ["phone", "dark"],
      ],
      (at) => [
        at.getByRole("heading", { name: /^Tuesday/ }),
        at.getByRole("combobox"),
        at.getByText(/^since the publication of/),
        at.getByText(/^\d+ [A-Z][a-z]{2}$/),
      ],
    );
  });

  await test.step("an instructor's hours", async () => {
    const own = await visit("instructor", "/my-week/hours");
    await expect(own.getByRole("gridcell").first()).toBeVisible();
    await look(own, "hours", [["desktop", "light"]]);
  });

  await test.step("the platform", async () => {
    const own = await visit("platform_admin", "/platform");
    await expect(own.getByRole("button", { name: /Demo/ }).first()).toBeVisible();
    await look(own, "platform", [["desktop", "dark"]]);
  });
});
