import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { signIn } from "./sign-in";

async function startGeneration(page: Page, variants: number, budget: string) {
  await page.getByRole("link", { name: "Generate", exact: true }).first().click();
  await page.getByRole("textbox", { name: "Variants" }).fill(String(variants));
  await page.getByRole("radio", { name: budget, exact: true }).click();
  await page.getByRole("button", { name: "Start generating" }).click();
  await expect(page).toHaveURL(/\/jobs\//);
}

/** The time that is asked for is refused at once, and what is enough named, as variants change. */
async function askForTooLittle(page: Page) {
  await page.getByRole("link", { name: "Generate", exact: true }).first().click();
  const time = page.getByRole("textbox", { name: "Time to search" });
  const variants = page.getByRole("textbox", { name: "Variants" });
  await variants.fill("1");
  await time.fill("5 s");
  await time.blur();
  await expect(time).not.toHaveAttribute("aria-invalid", "true");
  await variants.fill("5");
  await expect(time).toHaveAttribute("aria-invalid", "true");
  await expect(time).toHaveAccessibleDescription(/^Write a time from 25 s/);
  await variants.fill("1");
  await expect(time).not.toHaveAttribute("aria-invalid", "true");
}

async function downloaded(page: Page, act: () => Promise<void>): Promise<Buffer> {
  const coming = page.waitForEvent("download");
  await act();
  return readFile(await (await coming).path());
}

async function download(page: Page, name: string): Promise<Buffer> {
  await page.getByRole("button", { name: "Download" }).click();
  return downloaded(page, () => page.getByRole("menuitem", { name }).first().click());
}

test("a registrar generates, watches, cancels, compares, opens, downloads and publishes", async ({
  page,
}) => {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));

  await signIn(page, "registrar");
  await expect(page.getByText("First semester").first()).toBeVisible();
  await expectAccessible(page);

  await test.step("too little time is refused at once", () => askForTooLittle(page));

  await test.step("a generation is cancelled, and another started", async () => {
    await startGeneration(page, 2, "5 min");
    await expect(
      page.getByRole("progressbar", { name: "Progress of the generation" }),
    ).toBeVisible();
    await page.getByRole("button", { name: "Cancel", exact: true }).click();
    await page.getByRole("button", { name: "Cancel generation" }).click();
    await expect(page.getByText("Cancelled; nothing was kept.")).toBeVisible();
  });

  await test.step("progress arrives live: phase, fraction, and a curve", async () => {
    await startGeneration(page, 2, "1 min");
    await expect(page.getByText(/Searching: variant/)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByLabel(/Best cost over time of each variant/)).toBeVisible();
    await expect(page.getByText("Every variant is a valid timetable.")).toBeVisible({
      timeout: 240_000,
    });
  });

  await test.step("the variants are compared; one is reviewed, approved and published", async () => {
    await page.getByRole("link", { name: "Compare variants" }).click();
    const table = page.getByRole("table", { name: "Compare variants" });
    await expect(table.getByRole("link", { name: "Open" })).toHaveCount(2);
    await expect(table.getByRole("row", { name: /Violations/ })).toContainText("0");
    await expectAccessible(page);
    await table.getByRole("button", { name: "Submit for review" }).first().click();
    await table.getByRole("button", { name: /^Review \(0 of/ }).click();
    const review = page.getByRole("dialog");
    await expect(review.getByText("Waiting").first()).toBeVisible();
    await expectAccessible(page);
    await review.getByLabel("Reason").fill("Agreed on in the meeting of the departments");
    await review.getByRole("button", { name: "Approve", exact: true }).click();
    await expect(page.getByText(/is approved$/)).toBeVisible();
    await table.getByRole("button", { name: "Publish" }).first().click();
    const question = page.getByRole("dialog");
    await expect(question.getByText(/students? (gets?|has|have) a /)).toBeVisible();
    await expectAccessible(page);
    await question.getByRole("button", { name: "Publish" }).click();
    await expect(page.getByText(/is published$/)).toBeVisible();
    await table.getByRole("link", { name: "Open" }).first().click();
  });

  await test.step("one opens as a week by cohort, instructor, room and student", async () => {
    for (const view of ["Cohort", "Instructor", "Room", "Student"]) {
      await page.getByRole("combobox", { name: "Whose week" }).click();
      await page.getByRole("option", { name: view, exact: true }).click();
      await expect(page).toHaveURL(new RegExp(`by=${view.toLowerCase()}`));
      const grid = page.getByRole("group", { name: "Week by day and hour" });
      await expect(grid).toBeVisible();
      const hidden = await grid.evaluate((box) => box.scrollWidth - box.clientWidth);
      expect(hidden, `${view}: pixels of the week that one must scroll to`).toBe(0);
    }
    await expectAccessible(page);
  });

  await test.step("it comes as a calendar and as a spreadsheet", async () => {
    expect((await download(page, "Calendar (.ics)")).toString()).toContain("BEGIN:VEVENT");
    const spreadsheet = await download(page, "Spreadsheet (.xlsx)");
    expect(spreadsheet.subarray(0, 2).toString()).toBe("PK");
  });
  expect(problems).toEqual([]);
});

for (const role of ["instructor", "student"]) {
  test(`the ${role} sees their own week and takes it along as a calendar`, async ({ page }) => {
    await signIn(page, role);
    await expect(page.getByRole("heading", { name: "My week" })).toBeVisible();
    await expect(page.getByRole("group", { name: "Week by day and hour" })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Calendar" }).click();
    const calendar = await downloaded(page, () =>
      page.getByRole("link", { name: "Download as a file" }).click(),
    );
    expect(calendar.toString()).toContain("BEGIN:VEVENT");
  });
}
