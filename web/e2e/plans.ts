import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";

const FOLDER = join(import.meta.dirname, "pictures");

/**
 * A timetable of the demo as a file, which stays whatever a search finds elsewhere; the same
 * without the classes of a department; and with a class of physics in another room.
 */
export type Plan = "plan" | "rest" | "before";
const NAMES: Record<Plan, string> = {
  plan: "Balanced plan",
  rest: "Without history",
  before: "Before the move",
};

function linesOf(plan: Plan): string[] {
  const lines = readFileSync(join(FOLDER, "plan.csv"), "utf8").split("\n");
  if (plan === "rest") return lines.filter((line) => !line.includes("HIS-"));
  if (plan === "plan") return lines;
  return lines.map((line) =>
    line.includes("PHY-302-Lec1") ? line.replace("B02-106", "B02-105") : line,
  );
}

interface Term {
  id: string;
  external_id: string;
  first_day: string;
}

interface Row {
  id: string;
  state: string;
  name: string;
  version: number;
}

async function post(page: Page, path: string, body: { data?: object; multipart?: FormData }) {
  const { cookies } = await page.context().storageState();
  const answer = await page.request.post(path, {
    ...body,
    headers: {
      "X-CSRFToken": cookies.find(({ name }) => name === "csrftoken")!.value,
      Origin: new URL(page.url()).origin,
    },
  });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return (await answer.json()) as Row;
}

/** The demo's own term, which others may be imported beside. */
export async function termOf(page: Page): Promise<Term> {
  const answer = await page.request.get("/api/v1/terms/?page_size=100");
  const { results } = (await answer.json()) as { results: Term[] };
  return results.find(({ external_id }) => external_id === "demo-1")!;
}

/** Imports a CSV file as a registrar does, to its end. */
export async function importSheet(page: Page, term: string, sheet: string, text: string) {
  const form = new FormData();
  form.set("file", new File([text], `${sheet}.csv`, { type: "text/csv" }));
  form.set("term", term);
  form.set("sheet", sheet);
  const { id } = await post(page, "/api/v1/sheet-imports/", { multipart: form });
  const path = `/api/v1/sheet-imports/${id}/`;
  for (const [step, state] of [
    ["check", "checked"],
    ["run", "done"],
  ] as const) {
    await post(page, `${path}${step}/`, {});
    const reached = async () => (await (await page.request.get(path)).json()) as Row;
    await expect
      .poll(async () => (await reached()).state, { timeout: 120_000 })
      .toMatch(/^(checked|done|failed)$/);
    expect(await reached()).toMatchObject({ state });
  }
}

async function timetables(page: Page, term: string): Promise<Row[]> {
  const answer = await page.request.get(`/api/v1/timetables/?term=${term}&page_size=100`);
  expect(answer.ok(), await answer.text()).toBe(true);
  return ((await answer.json()) as { results: Row[] }).results;
}

/** The plan as a timetable of the term, brought in from its file where it is not there yet. */
export async function planOf(page: Page, term: string, plan: Plan): Promise<Row> {
  const found = async () =>
    (await timetables(page, term)).find(({ name }) => name === NAMES[plan]);
  const before = await found();
  if (before) return before;
  const rows = `term,id,name\ndemo-1,picture-${plan},${NAMES[plan]}\n`;
  await importSheet(page, term, "timetables", rows);
  const text = linesOf(plan).join("\n").replaceAll("picture-plan", `picture-${plan}`);
  await importSheet(page, term, "entries", text);
  return (await found())!;
}

/** Makes the timetable what everybody sees, with the registrar's word for the departments. */
export async function publish(page: Page, { id, state }: Row) {
  if (state === "published") return;
  const path = `/api/v1/timetables/${id}`;
  await post(page, `${path}/submit/`, { data: {} });
  await post(page, `${path}/approve/`, { data: { reason: "For pictures of the pages" } });
  await post(page, `${path}/publish/`, { data: {} });
}
