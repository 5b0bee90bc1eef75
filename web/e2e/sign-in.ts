import { expect, type Page } from "@playwright/test";

/** Email and password by role, as `make run` prints them. */
const logins = JSON.parse(process.env.HORARIUM_LOGINS ?? "{}") as Record<
  string,
  [email: string, password: string]
>;

/** Email and password of a role of the demo. */
export function loginOf(role: string): [email: string, password: string] {
  return logins[role] ?? ["", ""];
}

/** Gives address and password; what follows is the caller's to expect. */
export async function giveLogin(page: Page, email: string, password: string) {
  await page.goto("/login");
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

export async function signIn(page: Page, role: string) {
  await giveLogin(page, ...loginOf(role));
  await expect(page).not.toHaveURL(/login/);
}
