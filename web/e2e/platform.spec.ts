import { expect, test } from "@playwright/test";
import { expectGoodLooks } from "./looks";
import { signIn } from "./sign-in";

test("who runs the platform makes a plan and an institution, sees its health, and erases", async ({
  page,
}) => {
  await signIn(page, "platform_admin");
  await expect(page).toHaveURL(/\/platform$/);

  await test.step("a plan", async () => {
    await page.goto("/platform/plans");
    await page.getByRole("button", { name: "New plan" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Small");
    await dialog.getByLabel("Id", { exact: true }).fill("small");
    await dialog.getByLabel("Departments").fill("3");
    await expectGoodLooks(page, "plan-dialog");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("row", { name: /Small/ })).toContainText("3");
    await expectGoodLooks(page, "plans");
  });

  await test.step("an institution with that plan, erased once its id is typed", async () => {
    await page.goto("/platform");
    await page.getByRole("button", { name: "New institution" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Northern College");
    await dialog.getByLabel("Id", { exact: true }).fill("northern");
    await dialog.getByRole("combobox", { name: "Plan" }).click();
    await page.getByRole("option", { name: "Small" }).click();
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Northern College" }).click();
    const panel = page.getByRole("complementary", { name: "The institution" });
    await expect(panel.getByText("0 of 3")).toBeVisible();
    await panel.getByLabel("First registrar").fill("registrar@northern.example");
    await panel.getByRole("button", { name: "Invite" }).click();
    await expect(panel.getByText("registrar@northern.example")).toBeVisible();
    await expect(panel.getByText("Pending")).toBeVisible();
    const sent = page.waitForResponse(
      (answer) => answer.url().endsWith("/registrar/") && answer.request().method() === "POST",
    );
    await panel.getByRole("button", { name: "Send again" }).click();
    expect((await sent).status()).toBe(201);
    await expect(panel.getByText(/the link in the mail is good until/)).toBeVisible();
    await expectGoodLooks(page, "platform");
    await panel.getByRole("button", { name: "Erase" }).click();
    const erase = page.getByRole("dialog").getByRole("button", { name: "Erase" });
    await page.getByLabel("Reason").fill("Made for a walk through the pages");
    await expect(erase).toBeDisabled();
    await page.getByLabel("Type northern to confirm").fill("northern");
    await erase.click();
    await expect(page.getByText("Northern College is erased")).toBeVisible();
    await expect(page.getByRole("button", { name: "Northern College" })).toHaveCount(0);
  });

  await test.step("the parts, the queue and the machine; the kept mails", async () => {
    await page.goto("/platform/health");
    await expect(page.getByText("All well")).toBeVisible();
    await expect(page.getByText("Searches now")).toBeVisible();
    await expectGoodLooks(page, "health");
    await page.goto("/platform/mail");
    await expect(page.getByRole("heading", { name: "Mail outbox" })).toBeVisible();
    await expectGoodLooks(page, "mail");
  });
});

test("a registrar has no link to the platform, and its page says whose it is", async ({
  page,
}) => {
  await signIn(page, "registrar");
  await page.goto("/platform");
  await expect(page.getByText("These pages are for those who run the platform.")).toBeVisible();
  await expectGoodLooks(page, "denied");
});
