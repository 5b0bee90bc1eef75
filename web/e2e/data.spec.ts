import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { termOf } from "./plans";
import { signIn } from "./sign-in";

const LOOKS = [
  { name: "desktop, light", viewport: { width: 1440, height: 900 }, colorScheme: "light" },
  { name: "phone, dark", viewport: { width: 390, height: 844 }, colorScheme: "dark" },
] as const;

/** Picks the first thing that a search finds. */
async function pick(page: Page, button: string, search: string) {
  await expect(page.getByRole("option")).toHaveCount(0); // of another that fades out
  await page.getByRole("combobox", { name: button }).last().click();
  // Until it is open, the last field to search in is the list's.
  await expect(page.getByRole("option").first()).toBeVisible();
  await page
    .getByPlaceholder(/^Search/)
    .last()
    .fill(search);
  await page.getByRole("option", { name: search }).first().click();
}

for (const { name, ...look } of LOOKS) {
  test.describe(name, () => {
    test.use(look);

    test("a registrar adds a course and a class, says who teaches it, and closes a room", async ({
      page,
    }) => {
      await signIn(page, "registrar");
      const { id: term } = await termOf(page);
      const code = `NEW-${Date.now().toString(36)}`;
      const dialog = page.getByRole("dialog");

      await test.step("the course is offered in the term at once", async () => {
        await page.goto(`/terms/${term}/data/courses`);
        await page.getByRole("button", { name: "Add a course" }).click();
        await dialog.getByLabel("Code").fill(code);
        await dialog.getByLabel("Name").fill("Something new");
        await dialog.getByLabel("Lecture hours a week").fill("2");
        await expectAccessible(page);
        await dialog.getByRole("button", { name: "Add", exact: true }).click();
        await expect(page.getByText(`${code} added`).first()).toBeVisible();
      });

      await test.step("a second course of that code is refused beside its field", async () => {
        await page.goto(`/terms/${term}/data/courses`);
        await page.getByRole("button", { name: "Add a course" }).click();
        await dialog.getByLabel("Code").fill(code);
        await dialog.getByLabel("Name").fill("Another");
        await dialog.getByRole("button", { name: "Add", exact: true }).click();
        await expect(dialog.getByText(`${code} is taken here already.`)).toBeVisible();
      });

      await test.step("it gets a class, and the class somebody who teaches it", async () => {
        await page.goto(`/terms/${term}/data/courses?search=${code}`);
        await page.getByRole("button", { name: code, exact: true }).click();
        await page.getByRole("button", { name: "Add a class" }).click();
        await dialog.getByLabel("Class", { exact: true }).fill(`${code} Lecture 1`);
        await dialog.getByRole("combobox", { name: "Part" }).click();
        await page.getByRole("option", { name: "Lecture" }).click();
        await dialog.getByRole("button", { name: "Add", exact: true }).click();
        await expect(page.getByText(`${code} Lecture 1 added`).first()).toBeVisible();
        await page.goto(`/terms/${term}/data/classes?search=${code}`);
        await page.getByRole("button", { name: `${code} Lecture 1`, exact: true }).click();
        await pick(page, "Add an instructor", "");
        const off = page.getByRole("button", { name: /^Take .* off$/ });
        await expect(off).toHaveCount(1);
        await expectAccessible(page);
        await off.click();
        await expect(off).toHaveCount(0);
      });

      await test.step("the class gets a possible time and a room, and loses them", async () => {
        await page.getByRole("button", { name: "Add a possible time" }).click();
        await dialog.getByRole("checkbox", { name: "Monday" }).click();
        await dialog.getByLabel("Last week").fill("99");
        await dialog.getByRole("button", { name: "Add this time" }).click();
        await expect(dialog.getByText(/^Weeks count from 1/)).toBeVisible();
        await dialog.getByLabel("Last week").fill("2");
        await expectAccessible(page);
        await dialog.getByRole("button", { name: "Add this time" }).click();
        await pick(page, "Add a room", "");
        const out = page.getByRole("button", { name: /^Take .* out$/ });
        await expect(out).toHaveCount(1);
        await expectAccessible(page);
        await out.click();
        await expect(out).toHaveCount(0);
        const without = page.getByRole("button", { name: "Take out: Mon 08:00–09:00" });
        await without.click();
        await expect(without).toHaveCount(0);
      });

      await test.step("a constraint is built of its class, changed, and deleted", async () => {
        await page.goto(`/terms/${term}/constraints`);
        await page.getByRole("button", { name: "Add a constraint" }).click();
        await dialog.getByRole("combobox", { name: "Kind" }).click();
        await page.getByRole("option", { name: "Load of a day" }).click();
        await dialog.getByLabel("Time, in minutes").fill("90");
        await pick(page, "Add a course's classes", code);
        await expect(dialog.getByText(`${code} Lecture 1`)).toBeVisible();
        await expect(dialog.getByText("They take no more than 1 h 30 min")).toBeVisible();
        await dialog.getByRole("radio", { name: "Preferred" }).click();
        await expectAccessible(page);
        await dialog.getByRole("button", { name: "Save" }).click();
        await expect(page.getByText("Load of a day is asked for now").first()).toBeVisible();
        await page.goto(`/terms/${term}/constraints?search=${code}`);
        await page.getByRole("table").getByRole("button", { name: code }).first().click();
        await page.getByRole("button", { name: "Change what it asks" }).click();
        await dialog.getByRole("combobox", { name: "Kind" }).click();
        await page.getByRole("option", { name: "Same room" }).click();
        await dialog.getByRole("button", { name: "Save" }).click();
        await expect(dialog.getByText("choose two at least")).toBeVisible();
        await dialog.getByRole("button", { name: "Cancel" }).click();
        await page.getByRole("button", { name: "Delete" }).first().click();
        await dialog.getByRole("button", { name: "Delete" }).click();
        await expect(page.getByText(/deleted$/).first()).toBeVisible();
      });

      await test.step("a constraint that no timetable can keep says so, and where", async () => {
        await page.goto(`/terms/${term}/data/courses?search=${code}`);
        await page.getByRole("button", { name: code, exact: true }).click();
        await page.getByRole("button", { name: "Add a class" }).click();
        await dialog.getByLabel("Class", { exact: true }).fill(`${code} Lecture 2`);
        await dialog.getByRole("combobox", { name: "Part" }).click();
        await page.getByRole("option", { name: "Lecture" }).click();
        await dialog.getByRole("button", { name: "Add", exact: true }).click();
        await expect(page.getByText(`${code} Lecture 2 added`).first()).toBeVisible();

        await page.goto(`/terms/${term}/constraints`);
        await page.getByRole("button", { name: "Add a constraint" }).click();
        await dialog.getByRole("combobox", { name: "Kind" }).click();
        await page.getByRole("option", { name: "Different weeks" }).click();
        await pick(page, "Add a course's classes", code);
        await expect(dialog.getByText(`${code} Lecture 2`)).toBeVisible();
        await dialog.getByRole("button", { name: "Save" }).click();
        const finding = `${code} Lecture 1 and ${code} Lecture 2 cannot keep “Different weeks”`;
        await expect(page.getByText(finding)).toBeVisible();
        await expectAccessible(page);

        await page.goto(`/terms/${term}`);
        await expect(page.getByText(finding)).toBeVisible();
        const line = page.getByRole("listitem").filter({ hasText: finding });
        await line.getByRole("link").click();
        await expect(page.getByText(finding)).toBeVisible();
        await page.getByRole("button", { name: "Delete" }).first().click();
        await expect(dialog.getByText(`${code} Lecture 1, ${code} Lecture 2`)).toBeVisible();
        await dialog.getByRole("button", { name: "Delete" }).click();
        await expect(page.getByText("Different weeks deleted").first()).toBeVisible();
        // What found it alone would find nothing any more: the whole list is there again.
        await expect(page.getByRole("table").getByRole("button").nth(5)).toBeVisible();
        await expect(page).toHaveURL(/constraints$/);
      });

      await test.step("many rows are changed together, taken back, and deleted", async () => {
        await page.goto(`/terms/${term}/data/classes?search=${code}`);
        const limits = page.getByRole("button", { name: /^Limit of .*Edit$/ });
        await expect(limits).toHaveCount(2);
        const before = await limits.allTextContents();
        await page.getByRole("checkbox", { name: "Choose all on this page" }).click();
        await expect(page.getByText("2 rows chosen")).toBeVisible();
        await expectAccessible(page);
        await page.getByRole("button", { name: "Change a value" }).click();
        await dialog.getByRole("combobox", { name: "What to change" }).click();
        await page.getByRole("option", { name: "Limit", exact: true }).click();
        await dialog.getByLabel("Limit").fill("-3");
        await dialog.getByRole("button", { name: "Change 2 rows" }).click();
        await expect(dialog.getByRole("alert")).toContainText(`${code} Lecture 1`);
        await dialog.getByLabel("Limit").fill("7");
        await expectAccessible(page);
        await dialog.getByRole("button", { name: "Change 2 rows" }).click();
        await expect(page.getByText("2 rows changed").first()).toBeVisible();
        await expect(limits.filter({ hasText: "7" })).toHaveCount(2);
        await page.getByRole("button", { name: "Undo" }).last().click();
        await expect(page.getByText("2 rows are as before").first()).toBeVisible();
        await expect.poll(() => limits.allTextContents()).toEqual(before);

        await page.getByRole("checkbox", { name: `Choose ${code} Lecture 2` }).click();
        await page.getByRole("button", { name: "Delete" }).first().click();
        await dialog.getByRole("button", { name: "Delete" }).click();
        await expect(page.getByText("1 row deleted").first()).toBeVisible();
        await expect(limits).toHaveCount(1);
      });

      await test.step("a room is closed for some hours, and open again", async () => {
        await page.goto(`/terms/${term}/data/rooms`);
        await page
          .getByRole("table")
          .getByRole("row")
          .nth(1)
          .getByRole("button")
          .first()
          .click();
        await page.getByRole("button", { name: "Add closed hours" }).click();
        await dialog.getByRole("button", { name: "Close at these hours" }).click();
        await expect(dialog.getByText("Choose at least one day.")).toBeVisible();
        await dialog.getByRole("checkbox", { name: "Tuesday" }).click();
        await expectAccessible(page);
        await dialog.getByRole("button", { name: "Close at these hours" }).click();
        const open = page.getByRole("button", { name: "Open again: Tue 08:00–18:00" });
        await open.click();
        await expect(open).toHaveCount(0);
      });

      await test.step("what was added is deleted again", async () => {
        await page.goto(`/terms/${term}/data/courses?search=${code}`);
        await page.getByRole("button", { name: code, exact: true }).click();
        await page.getByRole("button", { name: "Delete" }).first().click();
        await dialog.getByRole("button", { name: "Delete" }).click();
        await expect(page.getByText(`${code} deleted`).first()).toBeVisible();
      });
    });
  });
}
