import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectGoodLooks } from "./looks";
import { giveLogin, signIn } from "./sign-in";

const EMAIL = "lecturer-phy-91@demo.example";
const NAME = "Lecturer PHY-91";
const PASSWORD = "seven quiet lecture halls";
const NEXT_PASSWORD = "eight quiet lecture halls";

async function another(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage();
}

/** The link of the newest mail with this subject, as those who run the platform see it. */
async function linkOfMail(admin: Page, subject: RegExp, link: RegExp): Promise<string> {
  await admin.goto("/platform/mail");
  const mail = admin
    .getByRole("listitem")
    .filter({ hasText: EMAIL })
    .filter({ hasText: subject });
  await mail.first().locator("summary").click();
  const found = link.exec(await mail.first().innerText());
  return new URL(found![0]).pathname;
}

test("somebody is invited, comes in, forgets the password, and gets another role", async ({
  page,
  browser,
}) => {
  await signIn(page, "registrar");
  const admin = await another(browser);
  await signIn(admin, "platform_admin");
  const guest = await another(browser);

  await test.step("the registrar invites an instructor, and sees it pending", async () => {
    await page.goto("/institution");
    await expect(page.getByRole("table", { name: "Members" })).toBeVisible();
    await expectGoodLooks(page, "members");
    await page.getByRole("button", { name: "Invite" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Email address").fill(EMAIL);
    await dialog.getByLabel("Name").fill(NAME);
    await dialog.getByRole("combobox", { name: "Role" }).click();
    await page.getByRole("option", { name: "Instructor" }).click();
    await expectGoodLooks(page, "invite");
    await dialog.getByRole("button", { name: "Send the invitation" }).click();
    await expect(page.getByText(`An invitation is on its way to ${EMAIL}`)).toBeVisible();
    await page.goto("/institution/invitations");
    await expect(page.getByRole("row", { name: new RegExp(EMAIL) })).toContainText("Pending");
    await expectGoodLooks(page, "invitations");
  });

  await test.step("the mailed link makes an account, which is signed in at once", async () => {
    await guest.goto(await linkOfMail(admin, /Invitation/, /http\S+\/invitation\/\S+/));
    await expect(guest.getByLabel("Your name")).toHaveValue(NAME);
    await expectGoodLooks(guest, "invitation");
    await guest.getByLabel("Choose a password").fill("short");
    await guest.getByRole("button", { name: "Accept" }).click();
    await expect(guest.getByText("At least 10 characters.").first()).toBeVisible();
    await guest.getByLabel("Choose a password").fill(PASSWORD);
    await guest.getByRole("button", { name: "Accept" }).click();
    await expect(guest).toHaveURL(/my-week/);
  });

  await test.step("a forgotten password is set anew by the mailed link, once", async () => {
    const forgetful = await another(browser);
    await forgetful.goto("/login");
    await forgetful.getByRole("link", { name: "Forgot your password?" }).click();
    await expect(forgetful).toHaveURL(/\/password\/reset$/); // both pages ask for an address
    await expect(forgetful.getByRole("button", { name: "Mail me a link" })).toBeVisible();
    await forgetful.getByLabel("Email address").fill(EMAIL);
    await expectGoodLooks(forgetful, "forgotten");
    await forgetful.getByRole("button", { name: "Mail me a link" }).click();
    await expect(forgetful.getByText("Look into your mail")).toBeVisible();
    const link = await linkOfMail(admin, /password/i, /http\S+\/password\/reset\/\S+/);
    await forgetful.goto(link);
    await expect(forgetful.getByText(`For the account of ${EMAIL}.`)).toBeVisible();
    await expectGoodLooks(forgetful, "reset");
    await forgetful.getByLabel("New password").fill(NEXT_PASSWORD);
    await forgetful.getByRole("button", { name: "Save the password" }).click();
    await expect(forgetful.getByText("Your password is changed")).toBeVisible();
    await forgetful.goto(link);
    await expect(forgetful.getByText("This link does not work any more")).toBeVisible();
    await giveLogin(forgetful, EMAIL, PASSWORD);
    await expect(
      forgetful.getByText("The address or the password is not right."),
    ).toBeVisible();
    await giveLogin(forgetful, EMAIL, NEXT_PASSWORD);
    await expect(forgetful).toHaveURL(/my-week/);
    await forgetful.goto("/institution");
    await expect(
      forgetful.getByRole("heading", { name: "This page is not yours", level: 2 }),
    ).toBeVisible();
  });

  await test.step("the registrar makes a coordinator of them, then ends the membership", async () => {
    await page.goto("/institution");
    await page.getByRole("searchbox").fill(EMAIL);
    await page.getByRole("button", { name: `Change ${NAME}` }).click();
    const dialog = page.getByRole("dialog", { name: NAME });
    await dialog.getByRole("combobox", { name: "Role" }).click();
    await page.getByRole("option", { name: "Coordinator" }).click();
    await expect(dialog.getByRole("button", { name: "Save" })).toBeDisabled();
    await dialog.getByRole("combobox", { name: "Department" }).click();
    await page.getByRole("option").first().click();
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("row", { name: new RegExp(EMAIL) })).toContainText(
      "Coordinator",
    );
    await page.getByRole("button", { name: `Change ${NAME}` }).click();
    await dialog.getByRole("button", { name: "Remove from the institution" }).click();
    await expect(page.getByRole("row", { name: new RegExp(EMAIL) })).toContainText("Removed");
  });
});

/** Renames a building as a page does it; its id. */
async function rename(page: Page, names: string[]): Promise<string> {
  return page.evaluate(async (all) => {
    const token = /csrftoken=([^;]+)/.exec(document.cookie)![1]!;
    const list = await fetch("/api/v1/buildings/?ordering=name");
    const { id } = ((await list.json()) as { results: { id: string }[] }).results[0]!;
    for (const name of all) {
      const url = `/api/v1/buildings/${id}/`;
      const { version } = (await (await fetch(url)).json()) as { version: number };
      await fetch(url, {
        method: "PATCH",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({ name, version }),
      });
    }
    return id;
  }, names);
}

test("what was changed is found in the record, with before and after, and restored", async ({
  page,
}) => {
  await signIn(page, "registrar");
  const id = await rename(page, ["Observatory", "Planetarium"]);
  await page.goto("/institution/audit?entity=building&action=change");
  const table = page.getByRole("table", { name: "Record of changes" });
  await table.getByRole("button", { name: "Planetarium" }).nth(1).click();
  const panel = page.getByRole("complementary", { name: "The change" });
  await expect(panel.getByText("Observatory")).toBeVisible();
  await expectGoodLooks(page, "audit");
  await panel.getByRole("button", { name: "Restore" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Restore" }).click();
  await expect(page.getByText(/is restored$/)).toBeVisible();
  const now = await page.request.get(`/api/v1/buildings/${id}/`);
  expect(((await now.json()) as { name: string }).name).toBe("Observatory");
});

test("a registrar sees the plan, sets the sign-on up, and takes a copy of a person", async ({
  page,
}) => {
  await signIn(page, "registrar");
  await page.goto("/institution/plan");
  await expect(page.getByText("Plan: no limits")).toBeVisible();
  await expectGoodLooks(page, "plan");

  await page.goto("/institution/sign-on");
  await page.getByLabel("Name", { exact: true }).fill("University login");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("This is needed.").first()).toBeVisible();
  await page.getByLabel("Short name").fill("demo");
  await page.getByLabel("Address of the provider (issuer)").fill("http://10.0.0.1");
  await page.getByLabel("Client id").fill("horarium");
  await page.getByLabel("Client secret").fill("kept sealed");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/must begin with https/)).toBeVisible();
  await expectGoodLooks(page, "institution-sign-on");

  await page.goto("/institution/people");
  await page.getByRole("combobox", { name: "Person" }).click();
  await page.getByRole("option").first().click();
  await expectGoodLooks(page, "people");
  await page.getByRole("button", { name: "Erase" }).click();
  await expect(page.getByRole("dialog").getByRole("button", { name: "Erase" })).toBeDisabled();
  await page.keyboard.press("Escape");
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download a copy" }).click();
  expect((await coming).suggestedFilename()).toMatch(/\.json$/);
});
