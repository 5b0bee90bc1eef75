import { api, unwrap } from "@/api/client";
import type { Column, Entity, ListPage, ListQuery, Row, Spec } from "../spec";
import { plain } from "../list/plain";

/** Rows that are written at once at most, as the server has it. */
export const MOST_ROWS = 2000;
const PAGE = 500;

interface Write {
  rows: readonly Row[];
  values: Record<string, unknown>;
}

/** Every entity has the same two addresses, for the same two documents. */
const pathOf = (entity: Entity) => `/api/v1/${entity}/bulk/` as "/api/v1/rooms/bulk/";
const goneAt = (entity: Entity) =>
  `/api/v1/${entity}/bulk-delete/` as "/api/v1/rooms/bulk-delete/";

/** Writes the same values into the rows, all or none; refused where one was changed since. */
export async function changeRows(entity: Entity, { rows, values }: Write): Promise<void> {
  const ids = rows.map(({ id }) => id);
  const versions = Object.fromEntries(rows.map(({ id, version }) => [id, version!]));
  await unwrap(api.PATCH(pathOf(entity), { body: { ids, values, versions } }));
}

export async function removeRows(entity: Entity, rows: readonly Row[]): Promise<void> {
  const ids = rows.map(({ id }) => id);
  await unwrap(api.POST(goneAt(entity), { body: { ids } }));
}

/** What has the rows as they were before one write: a write for each value that there was. */
export function restoring<R extends Row>(column: Column<R>, before: readonly R[]): Write[] {
  const groups = new Map<string, Write>();
  for (const row of before) {
    const value = plain(column, row);
    const key = JSON.stringify(value);
    const values = { [column.edit!.field]: value };
    const { rows } = groups.get(key) ?? { rows: [] };
    const written = { id: row.id, version: row.version! + 1 };
    groups.set(key, { values, rows: [...rows, written] });
  }
  return [...groups.values()];
}

/** Every row that the list finds, page by page. */
export async function allRows<R extends Row>(
  spec: Spec<R>,
  query: ListQuery,
): Promise<readonly R[]> {
  const rows: R[] = [];
  for (let page = 1; ; page += 1) {
    const { count, results }: ListPage<R> = await spec.list({
      ...query,
      page,
      page_size: PAGE,
    });
    rows.push(...results);
    if (results.length === 0 || rows.length >= Math.min(count, MOST_ROWS)) return rows;
  }
}
