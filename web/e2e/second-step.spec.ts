import { expect, type Page, test } from "@playwright/test";
import { expectGoodLooks } from "./looks";
import { oneTimeCode } from "./one-time-code";
import { giveLogin, loginOf, signIn } from "./sign-in";

async function signOut(page: Page) {
  await page.goto("/account");
  await page.getByRole("button", { name: /Coordinator of Physics/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/login/);
}

test("who has set up a second step signs in with a recovery code, and with one of the app", async ({
  page,
}) => {
  const login = loginOf("coordinator");
  let secret = "";
  let used = "";
  let spare = "";

  await test.step("the secret is shown, a code of it turns the step on", async () => {
    await signIn(page, "coordinator");
    await page.goto("/account/security");
    await page.getByRole("button", { name: "Set up" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("img", { name: /QR code/ })).toBeVisible();
    await expectGoodLooks(page, "set-up");
    const box = dialog.getByRole("textbox", { name: "Or type this into the app" });
    secret = (await box.innerText()).trim();
    const codes = page.getByRole("textbox", { name: "Recovery codes" });
    await expect(async () => {
      used = oneTimeCode(secret);
      await dialog.getByLabel("Code from the app").fill(used);
      await dialog.getByRole("button", { name: "Turn on" }).click();
      const again = page.getByRole("dialog", { name: "Is it you?" });
      await expect(codes.or(again).first()).toBeVisible({ timeout: 5_000 });
      if (await again.isVisible()) {
        await again.getByLabel("Password").fill(login[1]);
        await again.getByRole("button", { name: "Continue" }).click();
      }
      // The code may have become too old while the password was typed.
      await expect(codes).toBeVisible({ timeout: 10_000 });
    }).toPass();
    spare = (await codes.innerText()).split("\n")[0]!.trim();
    expect(spare).not.toBe("");
    await page.getByRole("button", { name: "I have kept them" }).click();
    await expect(page.getByText("10 recovery codes are left.")).toBeVisible();
    await signOut(page);
  });

  await test.step("the password alone does not do; a recovery code does, once", async () => {
    await giveLogin(page, ...login);
    await expect(page.getByRole("heading", { name: "Second step" })).toBeVisible();
    await expectGoodLooks(page, "second-step");
    await page.reload();
    await page.getByLabel("Code from your app").fill("000000");
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "not right" })).toBeVisible();
    await page.getByRole("button", { name: "Use a recovery code" }).click();
    await page.getByLabel("Recovery code").fill(spare);
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page).not.toHaveURL(/login/);
    await signOut(page);
  });

  await test.step("a code of the app does; then the step is turned off", async () => {
    await giveLogin(page, ...login);
    // Each code opens one thing, so the one that turned the step on must have passed.
    await expect.poll(() => oneTimeCode(secret), { timeout: 40_000 }).not.toBe(used);
    await page.getByLabel("Code from your app").fill(oneTimeCode(secret));
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page).not.toHaveURL(/login/);
    await page.goto("/account/security");
    await page.getByRole("button", { name: "Turn off" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Turn off" }).click();
    const again = page.getByRole("dialog", { name: "Is it you?" });
    await again.getByLabel("Password").fill(login[1]);
    await again.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("button", { name: "Set up" })).toBeVisible();
  });
});
