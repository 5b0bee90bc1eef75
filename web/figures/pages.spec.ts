import { writeFileSync } from "node:fs";
import { expect, test, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { signIn } from "../e2e/sign-in";
import { interaction, paintOf, scriptsOf } from "./measure";

const LOADS = 3;

type State = Awaited<ReturnType<BrowserContext["storageState"]>>;
type Acts = Record<string, (page: Page) => Promise<unknown>>;

interface Place {
  name: string;
  path: string;
  acts?: Acts;
}

const pick = (label: string, option: string | number) => async (page: Page) => {
  await page.getByRole("combobox", { name: label }).first().click();
  const options = page.getByRole("option");
  const wanted =
    typeof option === "number"
      ? options.nth(option)
      : page.getByRole("option", { name: option, exact: true });
  await wanted.click();
};
const press = (name: string | RegExp) => (page: Page) =>
  page.getByRole("button", { name }).first().click();

const search: Acts = {
  "the search": async (page) => {
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("combobox", { name: "Search everything" })).toBeVisible();
  },
};

const staff = (term: string, timetable: string): Place[] => [
  { name: "Overview", path: `/terms/${term}`, acts: search },
  {
    name: "Classes",
    path: `/terms/${term}/data/classes`,
    acts: {
      "next page": press("Next page"),
      "a search": (page) => page.getByRole("searchbox").first().pressSequentially("PHY"),
    },
  },
  {
    name: "Students",
    path: `/terms/${term}/data/students`,
    acts: { "next page": press("Next page") },
  },
  { name: "Constraints", path: `/terms/${term}/constraints` },
  { name: "Generate", path: `/terms/${term}/generate` },
  { name: "Compare", path: `/terms/${term}/timetables` },
  {
    name: "A cohort's week",
    path: `/terms/${term}/timetables/${timetable}?by=cohort`,
    acts: {
      "next week": press("Next week"),
      "whose week": pick("Whose week", "Room"),
      "a dialog": press(/^Comments/),
    },
  },
  {
    name: "A department's week",
    path: `/terms/${term}/timetables/${timetable}?by=department`,
    acts: { "next week": press("Next week"), "whose week": pick("Whose week", "Instructor") },
  },
];

const own: Place[] = [
  {
    name: "My week",
    path: "/my-week",
    acts: { "next week": press("Next week"), "a menu": press("Calendar") },
  },
];

async function measure(browser: Browser, role: string, places: Place[], state?: State) {
  const found = [];
  const fresh = async () => (await browser.newContext({ storageState: state })).newPage();
  for (const { name, path, acts = {} } of places) {
    const paints: number[] = [];
    for (let load = 0; load < LOADS; load += 1) {
      const page = await fresh();
      paints.push(await paintOf(page, path));
      await page.context().close();
    }
    const page = await fresh();
    const scripts = await scriptsOf(page, path);
    const interactions: Record<string, number> = {};
    for (const [act, doing] of Object.entries(acts))
      interactions[act] = await interaction(page, () => doing(page));
    await page.context().close();
    const paint_ms = paints.sort((a, b) => a - b)[Math.floor(LOADS / 2)]!;
    found.push({ name, path, role, paint_ms, ...scripts, interactions });
    console.log(JSON.stringify(found.at(-1)));
  }
  return found;
}

test("how fast the key pages are", async ({ browser }) => {
  const found = [];
  found.push(...(await measure(browser, "anybody", [{ name: "Sign in", path: "/login" }])));
  for (const role of ["registrar", "instructor", "student"]) {
    const page = await (await browser.newContext()).newPage();
    await signIn(page, role);
    const state = await page.context().storageState();
    let places = own;
    if (role === "registrar") {
      const answer = await page.request.get("/api/v1/timetables/?state=published");
      const { results } = (await answer.json()) as { results: { id: string; term: string }[] };
      expect(results, "a published timetable: none was found in time").not.toEqual([]);
      places = staff(results[0]!.term, results[0]!.id);
    }
    found.push(...(await measure(browser, role, places, state)));
  }
  writeFileSync(process.env.HORARIUM_FIGURES!, JSON.stringify(found));
});
