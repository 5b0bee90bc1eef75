import { expect, request, test } from "@playwright/test";
import { expectGoodLooks } from "./looks";
import { signIn } from "./sign-in";

test("a token reads and does not write, until it is revoked; another session is ended", async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, "registrar");
  await page.goto("/account");
  await expect(page.getByLabel("Name", { exact: true })).not.toHaveValue("");
  await expectGoodLooks(page, "profile");

  await page.goto("/account/tokens");
  await page.getByRole("button", { name: "New token" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Nightly export");
  await expectGoodLooks(page, "new-token");
  await dialog.getByRole("button", { name: "Make the token" }).click();
  const text = await dialog.getByRole("textbox", { name: "Token" }).innerText();
  await dialog.getByRole("button", { name: "I have copied it" }).click();
  await expectGoodLooks(page, "tokens");

  const program = await request.newContext({
    baseURL,
    extraHTTPHeaders: { Authorization: `Bearer ${text.trim()}` },
  });
  expect((await program.get("/api/v1/rooms/")).status()).toBe(200);
  const written = await program.post("/api/v1/buildings/", { data: { name: "North" } });
  expect(written.status()).toBe(403);
  expect(((await written.json()) as { code: string }).code).toBe("scope_missing");
  await page.getByRole("button", { name: "Revoke Nightly export" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByText("Revoked", { exact: true })).toBeVisible();
  expect((await program.get("/api/v1/rooms/")).status()).toBe(401);
  await program.dispose();

  const elsewhere = await (await browser.newContext()).newPage();
  await signIn(elsewhere, "registrar");
  await page.goto("/account/security");
  await expect(page.getByText("This one")).toBeVisible();
  await expectGoodLooks(page, "security");
  await page
    .getByRole("button", { name: /^Sign out Chrome/ })
    .first()
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("Signed out there")).toBeVisible();
  await expect(page.getByText("This one")).toBeVisible();
});
