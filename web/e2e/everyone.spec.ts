import { expect, test } from "@playwright/test";
import { violationsOf } from "./accessible";
import { termOf } from "./plans";
import { signIn } from "./sign-in";

interface Named {
  class_id: string;
  name: string;
  room: object | null;
}

interface Moved {
  cls: string;
  cls_name: string;
  new_date: string;
}

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

test("a meeting that moves to another room for a date stands in that room's week then", async ({
  page,
}) => {
  await signIn(page, "registrar");
  const { id: term, first_day } = await termOf(page);
  const all = await page.request.get(`/api/v1/timetables/?term=${term}&state=published`);
  const { results: timetables } = (await all.json()) as { results: { id: string }[] };
  const published = timetables[0]!.id;
  const rooms = await page.request.get("/api/v1/rooms/?page_size=1&ordering=-capacity");
  const { results } = (await rooms.json()) as { results: { id: string; name: string }[] };
  const hall = results[0]!;
  const there = await page.request.get(
    `/api/v1/timetables/${published}/meetings/?room=${hall.id}`,
  );
  const inIt = new Set(((await there.json()) as Named[]).map(({ class_id }) => class_id));
  const every = await page.request.get(`/api/v1/timetables/${published}/meetings/`);
  const { name } = ((await every.json()) as Named[]).find(
    ({ class_id, room }) => room !== null && !inIt.has(class_id),
  )!;

  await page.goto(`/terms/${term}/dates`);
  await page.getByRole("button", { name: "Change a meeting" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox").first().click();
  await page.getByPlaceholder("Search classes").fill(name);
  await page.getByRole("option", { name }).first().click();
  await dialog.getByRole("radio", { name: "Move it" }).click();
  await dialog.getByLabel("New time").fill("03:00");
  await dialog.getByRole("combobox").last().click();
  await page.getByPlaceholder("Search rooms").fill(hall.name);
  await page.getByRole("option", { name: hall.name }).first().click();
  await dialog.getByRole("button", { name: "Move it" }).click();
  await expect(dialog.getByText("does not teach on that day of the week")).toBeVisible();
  await dialog.getByRole("button", { name: "Do it all the same" }).click();
  await expect(page.getByText("The change is written").first()).toBeVisible();

  const changes = await page.request.get(`/api/v1/dated-changes/?term=${term}`);
  const moved = ((await changes.json()) as { results: Moved[] }).results.find(
    ({ cls_name }) => cls_name === name,
  )!;
  const days = (Date.parse(moved.new_date) - Date.parse(first_day)) / 86_400_000;
  const week = 1 + Math.floor(days / 7);
  await page.goto(`/terms/${term}/timetables/${published}?by=room&of=${hall.id}&week=${week}`);
  await expect(page.locator(`[data-meeting*="${moved.cls}@"]`).first()).toBeAttached();

  await page.goto(`/terms/${term}/dates`);
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
