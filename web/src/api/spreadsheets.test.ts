import { QueryClient } from "@tanstack/react-query";
import { afterEach, expect, test, vi } from "vitest";
import { api } from "./client";
import { rowsInErrorQuery, type SheetImport } from "./spreadsheets";

afterEach(() => vi.restoreAllMocks());

/** Answers each page with one row; the rows that are fetched, and how many were asked for. */
async function fetched(isTooMany: (rows: readonly unknown[]) => boolean) {
  const asked = vi.spyOn(api, "GET").mockImplementation((async () => ({
    data: { count: 2100, results: [{ row: 2, key: "", changes: [], errors: [] }] },
    response: new Response(null),
  })) as unknown as typeof api.GET);
  const found = { id: "i", version: 1 } as SheetImport;
  const rows = await new QueryClient().fetchQuery(rowsInErrorQuery(found, 0, isTooMany));
  return { rows: rows.length, pages: asked.mock.calls.length };
}

test("rows in error are fetched page by page to the last", async () => {
  expect(await fetched(() => false)).toEqual({ rows: 5, pages: 5 });
});

test("where they are too many already, no further page is fetched", async () => {
  expect(await fetched((rows) => rows.length > 1)).toEqual({ rows: 2, pages: 2 });
});
