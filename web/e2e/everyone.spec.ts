import { expect, test } from "@playwright/test";
import { violationsOf } from "./accessible";
import { signIn } from "./sign-in";

const LOOKS = [
  { name: "desktop, light", viewport: { width: 1440, height: 900 }, colorScheme: "light" },
  { name: "phone, dark", viewport: { width: 390, height: 844 }, colorScheme: "dark" },
] as const;

for (const { name, ...look } of LOOKS) {
  test.describe(name, () => {
    test.use(look);

    test("an instructor paints hours by mouse and by keyboard, and rates a class", async ({
      page,
    }) => {
      await signIn(page, "instructor");
      await page.goto("/my-week/hours");
      const cell = (label: string) => page.getByRole("gridcell", { name: label });
      await page.getByRole("radio", { name: "Cannot" }).click();
      await cell("Monday 15:00").hover();
      await page.mouse.down();
      await cell("Monday 16:00").hover();
      await page.mouse.up();
      await expect(cell("Monday 15:00: Cannot")).toBeVisible();
      await expect(cell("Monday 16:00: Cannot")).toBeVisible();

      await page.getByRole("radio", { name: "Rather not" }).click();
      await cell("Friday 15:00").focus();
      await page.keyboard.press("Space");
      await page.keyboard.press("Shift+ArrowDown");
      await expect(cell("Friday 16:00: Rather not")).toBeVisible();
      expect(await violationsOf(page)).toEqual([]);
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByText("Your hours are saved").first()).toBeVisible();
      await page.reload();
      await expect(cell("Monday 16:00: Cannot")).toBeVisible();
      await expect(cell("Friday 15:00: Rather not")).toBeVisible();

      await page.getByRole("radio", { name: "Fine" }).click();
      for (const label of ["Monday 15:00", "Monday 16:00", "Friday 15:00", "Friday 16:00"])
        await cell(label).click();
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByText("Your hours are saved").first()).toBeVisible();

      await page.goto("/my-week/ratings");
      const time = page.getByRole("radiogroup", { name: /^Time of/ }).first();
      await time.getByRole("radio", { name: "4 stars" }).click();
      await page.reload();
      await expect(time.getByRole("radio", { name: "4 stars" })).toBeChecked();
    });

    test("a student ranks choices, and gets and revokes a link for the calendar", async ({
      page,
    }) => {
      await signIn(page, "student");
      await page.goto("/my-week/choices");
      const wishes = page.getByRole("list").filter({ has: page.getByLabel(/ up$/) });
      const add = page.getByRole("button", { name: /^Add .* to your list$/ });
      for (const count of [1, 2]) {
        await add.first().click();
        await expect(wishes.getByRole("listitem")).toHaveCount(count);
      }
      const first = await wishes.getByRole("paragraph").first().innerText();
      await page.getByRole("button", { name: `Move ${first} down` }).click();
      await expect(wishes.getByRole("paragraph").first()).not.toHaveText(first);
      await page.reload();
      await expect(wishes.getByRole("paragraph").first()).not.toHaveText(first);
      expect(await violationsOf(page)).toEqual([]);
      for (const left of [1, 0]) {
        await page
          .getByRole("button", { name: /off your list$/ })
          .first()
          .click();
        await expect(wishes.getByRole("listitem")).toHaveCount(left);
      }

      await page.goto("/my-week");
      await page.getByRole("button", { name: "Calendar" }).click();
      await page.getByRole("button", { name: /^Make a/ }).click();
      const address = await page.getByLabel("Address of your calendar").inputValue();
      const calendar = await page.request.get(address);
      expect(await calendar.text()).toContain("BEGIN:VCALENDAR");
      expect(await violationsOf(page)).toEqual([]);
      await page.getByRole("button", { name: "Revoke" }).first().click();
      await expect(page.getByText("The link no longer opens").first()).toBeVisible();
      expect((await page.request.get(address)).status()).toBe(404);
    });
  });
}

test("one meeting is cancelled for a date; its student sees it and is told, until it is undone", async ({
  page,
  browser,
}) => {
  const student = await (await browser.newContext()).newPage();
  await signIn(student, "student");
  const week = (await (await student.request.get("/api/v1/my/week/")).json()) as {
    meetings: { name: string; course: { name: string } }[];
    timetable: { term: { id: string } };
  };
  const { name } = week.meetings[0]!;

  await signIn(page, "registrar");
  await page.goto(`/terms/${week.timetable.term.id}/dates`);
  await page.getByRole("button", { name: "Change a meeting" }).click();
  await page.getByRole("dialog").getByRole("combobox").first().click();
  await page.getByPlaceholder("Search classes").fill(name);
  await page.getByRole("option", { name }).first().click();
  await page.getByLabel("Reason").fill("The lab is closed");
  await page.getByRole("button", { name: "Cancel it" }).click();
  await expect(page.getByText("The change is written").first()).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: name })).toContainText("Cancelled");

  await student.goto("/my-week");
  await expect(student.getByText("The lab is closed").first()).toBeVisible();
  await student.getByRole("button", { name: /^Notifications/ }).click();
  await expect(student.getByText(`${name} on`).first()).toBeVisible();
  await student.getByRole("button", { name: "Mark all as read" }).click();
  await expect(
    student.getByRole("button", { name: "Notifications, none unread" }),
  ).toBeAttached();

  await page
    .getByRole("button", { name: /^Undo the change/ })
    .first()
    .click();
  await expect(page.getByText("is as planned again").first()).toBeVisible();
});

test("the search opens by keyboard, and leads to a room's week", async ({ page }) => {
  await signIn(page, "coordinator");
  await expect(page.getByRole("heading", { name: "Rooms in use" })).toBeVisible();
  await page.keyboard.press("Control+k");
  const search = page.getByRole("combobox", { name: "Search everything" });
  await search.fill("B02");
  await expect(page.getByRole("option").first()).toContainText("B02");
  expect(await violationsOf(page)).toEqual([]);
  await search.press("ArrowDown");
  await expect(page.getByRole("option").nth(1)).toHaveAttribute("aria-selected", "true");
  await search.press("Enter");
  await expect(page).toHaveURL(/by=room|data\//);

  await page.keyboard.press("Control+k");
  await search.fill("variant");
  const found = page.getByRole("group", { name: "Timetables" }).getByRole("option").first();
  await expect(found).toContainText("Variant");
  await found.click();
  await expect(page).toHaveURL(/timetables\/[0-9a-f-]+$/);

  await page.keyboard.press("Control+k");
  await search.fill("Constraints");
  await search.press("Enter"); // before it can have been found
  await expect(page).toHaveURL(/constraints$/);
});
