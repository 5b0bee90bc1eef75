import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { expectGoodLooks } from "./looks";
import { importSheet, termOf } from "./plans";
import { signIn } from "./sign-in";

const HEAD = "term,timetable,class,room,weeks,days,start,end";
const SOUND = 'demo-1,by-file,BIO-101-Lec1,B03-102,1-15,"Mon, Wed, Thu",10:00,10:50';
const AT_NIGHT = 'demo-1,by-file,BIO-101-Lec2,B03-102,1-15,"Mon, Wed, Fri",00:03,00:53';

test("what a file's entries break is an error until that is accepted, and the import undone", async ({
  page,
}) => {
  await signIn(page, "registrar");
  const { id: term } = await termOf(page);
  await importSheet(page, term, "timetables", "term,id,name\ndemo-1,by-file,By file\n");

  await test.step("a file puts a class at a time that it is not offered", async () => {
    await page.goto(`/terms/${term}/data/import`);
    await page.locator("input[type=file]").setInputFiles({
      name: "entries.csv",
      mimeType: "text/csv",
      buffer: Buffer.from([HEAD, SOUND, AT_NIGHT].join("\n")),
    });
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await expect(
      page.getByText("BIO-101-Lec2 meets at a time that is not among its times."),
    ).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole("button", { name: /^Import / })).toBeDisabled();
    await expectGoodLooks(page, "import-breaks");
  });

  await test.step("that is accepted, and both rows are imported", async () => {
    await page.getByRole("button", { name: "Accept, and check again" }).click();
    await expect(page.getByText("One violation is accepted")).toBeVisible();
    const run = page.getByRole("button", { name: "Import 2 rows" });
    await expect(run).toBeEnabled({ timeout: 60_000 });
    await expectGoodLooks(page, "import-accepted");
    await run.click();
    await expect(page.getByText("What the import did")).toBeVisible({ timeout: 60_000 });
  });

  await test.step("the timetable names what is broken in it, and leads there", async () => {
    const done = page.url();
    const named = await page.request.get(`/api/v1/timetables/?term=${term}&search=By%20file`);
    const { results } = (await named.json()) as { results: { id: string }[] };
    await page.goto(`/terms/${term}/timetables/${results[0]!.id}`);
    await page.getByRole("button", { name: /violation/ }).click();
    const broken = page.getByRole("dialog", { name: "What the timetable costs" });
    await expect(broken.getByText("BIO-101-Lec2: This is not one of its times")).toBeVisible({
      timeout: 60_000,
    });
    await expectAccessible(page);
    await broken.getByRole("link", { name: "BIO-101-Lec2" }).click();
    await expect(page.getByLabel("Something required is not kept here").first()).toBeVisible();
    const detail = page.getByRole("complementary", { name: "Class", exact: true });
    await expect(detail.getByText("This is not one of its times")).toBeVisible();
    await expectAccessible(page);
    await page.goto(done);
  });

  await test.step("it is undone", async () => {
    await page.getByRole("button", { name: "Undo the import" }).click();
    await expect(page.getByText("What the import had done")).toBeVisible({ timeout: 60_000 });
  });
});
