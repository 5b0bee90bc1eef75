import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { planOf, termOf } from "./plans";
import { signIn } from "./sign-in";

const LOOKS = [
  { name: "desktop, light", viewport: { width: 1440, height: 900 }, colorScheme: "light" },
  { name: "phone, dark", viewport: { width: 390, height: 844 }, colorScheme: "dark" },
] as const;

for (const { name, ...look } of LOOKS) {
  test.describe(name, () => {
    test.use(look);

    test("a copy takes a department's classes over, and is talked about until that is settled", async ({
      page,
      browser,
    }) => {
      await signIn(page, "registrar");
      const { id: term } = await termOf(page);
      const plan = await planOf(page, term, "plan");
      const rest = await planOf(page, term, "rest");
      let copy = "";

      await test.step("a draft without a department's classes is copied", async () => {
        await page.goto(`/terms/${term}/timetables/${rest.id}`);
        await page.getByRole("button", { name: "Copy", exact: true }).click();
        const dialog = page.getByRole("dialog");
        await dialog.getByLabel("Name of the copy").fill(`With history, ${name}`);
        await expectAccessible(page);
        await dialog.getByRole("button", { name: "Make the copy" }).click();
        await expect(page.getByRole("heading", { name: /^With history/ })).toBeVisible();
        copy = new URL(page.url()).pathname.split("/").at(-1)!;
        expect(copy).not.toBe(rest.id);
      });

      await test.step("it takes them over from the timetable that has them", async () => {
        await page.goto(`/terms/${term}/timetables/${plan.id}/beside?against=${copy}`);
        const map = page.getByRole("table", { name: "Where the week differs" });
        await expect(map.getByRole("cell", { name: /^\+\d/ }).first()).toBeVisible();
        await page.getByRole("button", { name: /^Who\?.*Instructors/ }).click();
        const people = page.getByRole("dialog");
        await expect(people.getByRole("cell", { name: /→/ }).first()).toBeVisible();
        await expectAccessible(page);
        await people.getByRole("button", { name: "Close" }).click();
        const picks = page.getByRole("checkbox", { name: /^Take over HIS-/ });
        await expect(picks.first()).toBeVisible();
        const count = await picks.count();
        expect(count).toBeGreaterThan(1);
        for (const pick of await picks.all()) await pick.click();
        await page.getByRole("button", { name: `Take over ${count}` }).click();
        const dialog = page.getByRole("dialog");
        await expectAccessible(page);
        await dialog.getByRole("button", { name: "Take over" }).click();
        await expect(page.getByText(`${count} classes were taken over`).first()).toBeVisible({
          timeout: 60_000,
        });
        await expect(page.getByText("Every class has the same place in both.")).toBeVisible();
      });

      const comments = `/terms/${term}/timetables/${copy}`;
      await test.step("the registrar asks, a department's head answers", async () => {
        await page.goto(comments);
        await page.getByRole("button", { name: "Comments, none open" }).click();
        await page.getByLabel("Your comment").fill("Does this suit your lecturers?");
        await page.getByRole("button", { name: "Comment", exact: true }).click();
        await expect(page.getByRole("dialog").getByRole("listitem")).toHaveCount(1);
        await expectAccessible(page);

        const head = await (await browser.newContext(look)).newPage();
        await signIn(head, "department_head");
        await head.goto(comments);
        await head.getByRole("button", { name: "Comments, 1 open" }).click();
        await expect(head.getByText("Does this suit your lecturers?")).toBeVisible();
        await head.getByLabel("Your comment").fill("It does.");
        await head.getByRole("button", { name: "Comment", exact: true }).click();
        await expect(head.getByRole("dialog").getByRole("listitem")).toHaveCount(2);
        await head.context().close();
      });

      await test.step("the registrar reads it, settles both, opens one again and deletes one", async () => {
        await page.reload();
        await page.getByRole("button", { name: "Comments, 2 open" }).click();
        const dialog = page.getByRole("dialog");
        await expect(dialog.getByText("It does.")).toBeVisible();
        for (const left of [1, 0]) {
          await dialog.getByRole("button", { name: "Mark as settled" }).first().click();
          await expect(dialog.getByRole("button", { name: "Mark as settled" })).toHaveCount(
            left,
          );
        }
        await expect(dialog.getByText("Settled", { exact: true })).toHaveCount(2);
        await dialog.getByRole("button", { name: "Open again" }).first().click();
        await expect(dialog.getByText("Settled", { exact: true })).toHaveCount(1);
        await expectAccessible(page);
        await dialog.getByRole("button", { name: "Delete" }).first().click();
        await page
          .getByRole("dialog", { name: "Delete this comment?" })
          .getByRole("button", { name: "Delete" })
          .click();
        await expect(dialog.getByRole("listitem")).toHaveCount(1);
      });
    });
  });
}
