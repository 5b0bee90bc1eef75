import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";

const APP = join(import.meta.dirname, "../src/app");

/** Every route that has a page, as the folders of the app say it: `/terms/[term]/dates`. */
export function routes(): string[] {
  return readdirSync(APP, { recursive: true, encoding: "utf8" })
    .filter((file) => file.split("/").at(-1) === "page.tsx")
    .map((file) =>
      file
        .split("/")
        .slice(0, -1)
        .filter((part) => !part.startsWith("("))
        .join("/"),
    )
    .map((path) => `/${path}`)
    .sort();
}

type Row = { id: string; state?: string };

async function rows(page: Page, path: string): Promise<Row[]> {
  const answer = await page.request.get(path);
  if (!answer.ok()) return [];
  return ((await answer.json()) as { results: Row[] }).results;
}

/**
 * Addresses of every route for whoever is signed in: its names filled with what they may
 * see; a route of something that they see none of has no address.
 */
export async function addresses(page: Page): Promise<string[]> {
  const timetables = await rows(page, "/api/v1/timetables/?page_size=100");
  const ofState = (state: string) =>
    timetables.filter((row) => row.state === state).slice(0, 1);
  const values: Record<string, string[]> = {
    "[term]": (await rows(page, "/api/v1/terms/")).slice(0, 1).map(({ id }) => id),
    "[job]": (await rows(page, "/api/v1/jobs/")).slice(0, 1).map(({ id }) => id),
    "[timetable]": [...ofState("published"), ...ofState("draft")].map(({ id }) => id),
    "[entity]": ["classes", "rooms"],
  };
  return routes().flatMap((route) =>
    route
      .split("/")
      .reduce<string[]>(
        (paths, part) =>
          paths.flatMap((path) =>
            (part.startsWith("[") ? (values[part] ?? []) : [part]).map((value) =>
              path === "/" ? `/${value}` : `${path}/${value}`,
            ),
          ),
        ["/"],
      )
      .map((path) => path.replace(/^\/+/, "/")),
  );
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** What an address has in common with others that lead to the same kind of page. */
export function patternOf(address: string): string {
  const { pathname, searchParams } = new URL(address, "http://x");
  return [pathname.replace(ID, "*"), ...[...searchParams.keys()].sort()].join(" ");
}
