import { expect, type Page } from "@playwright/test";

/** Email and password by role, as `make run` prints them. */
const logins = JSON.parse(process.env.HORARIUM_LOGINS ?? "{}") as Record<
  string,
  [email: string, password: string]
>;

export async function signIn(page: Page, role: string) {
  const [email, password] = logins[role] ?? ["", ""];
  await page.goto("/login");
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).not.toHaveURL(/login/);
}
