import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import { upload } from "@/api/upload";

type Schemas = components["schemas"];

export type SheetImport = Schemas["SheetImport"];
export type ImportTable = Schemas["Table"];
export type Finding = Schemas["RowFinding"];
export type Sheet = Schemas["Sheet"];
export type SheetName = Schemas["SheetName"];
export type FileFormat = "csv" | "xlsx";

export const FINDING_KINDS = ["added", "changed", "removed", "unchanged", "error"] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

const POLL_MS = 1000;

/** True while somebody works on the import, or a worker is waited for. */
export function isBusy({ state }: SheetImport): boolean {
  return state === "checking" || state === "running" || state === "undoing";
}

/** What files may hold: it changes with the program only. */
export const sheetsQuery = queryOptions({
  queryKey: ["sheets"],
  staleTime: Infinity,
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/sheets/", { signal })),
});

export const importKey = (id: string) => ["sheet-imports", id] as const;

export function importsQuery() {
  return queryOptions({
    queryKey: ["sheet-imports", "latest"],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/sheet-imports/", { params: { query: { page_size: 5 } }, signal }),
      ),
  });
}

/** An import; asked for again each second while it is being worked on. */
export function importQuery(id: string) {
  return queryOptions({
    queryKey: importKey(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/sheet-imports/{id}/", { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data && isBusy(state.data) ? POLL_MS : false),
  });
}

export const FINDINGS_PAGE = 50;

/** A page of what the import's last step (`version`) found about rows of a table. */
export function findingsQuery(
  { id, version }: SheetImport,
  table: number,
  kind: FindingKind,
  page: number,
) {
  const query = { kind, table, page, page_size: FINDINGS_PAGE };
  return queryOptions({
    queryKey: [...importKey(id), "findings", version, query],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/sheet-imports/{id}/findings/", {
          params: { path: { id }, query },
          signal,
        }),
      ),
  });
}

const MOST_ROWS_A_PAGE = 500;

/**
 * Rows in error of a table, as the import's last step (`version`) found them: all, or as many
 * pages as make it too many.
 */
export function rowsInErrorQuery(
  { id, version }: SheetImport,
  table: number,
  isTooMany: (rows: readonly Finding[]) => boolean,
) {
  return queryOptions({
    queryKey: [...importKey(id), "errors", version, table],
    queryFn: async ({ signal }) => {
      const rows: Finding[] = [];
      for (let page = 1; ; page += 1) {
        const query = { kind: "error", table, page, page_size: MOST_ROWS_A_PAGE } as const;
        const found = await unwrap(
          api.GET("/api/v1/sheet-imports/{id}/findings/", {
            params: { path: { id }, query },
            signal,
          }),
        );
        rows.push(...found.results);
        if (page * MOST_ROWS_A_PAGE >= found.count || isTooMany(rows)) return rows;
      }
    },
  });
}

/** Sends a file to be mapped; rows that name no term are the given one's. */
export async function uploadSheets(
  file: File,
  term: string,
  sheet: string | null,
  options: { onProgress: (share: number) => void; signal?: AbortSignal },
): Promise<SheetImport> {
  const form = new FormData();
  form.set("file", file);
  form.set("term", term);
  if (sheet) form.set("sheet", sheet);
  return (await upload("/api/v1/sheet-imports/", form, options)) as SheetImport;
}

export type ImportChanges = Partial<
  Pick<Schemas["PatchedSheetImportRequest"], "said" | "replace" | "row_by_row" | "accept">
>;

export function changeImport(
  { id, version }: SheetImport,
  changes: ImportChanges,
): Promise<SheetImport> {
  const body = { ...changes, version };
  return unwrap(api.PATCH("/api/v1/sheet-imports/{id}/", { params: { path: { id } }, body }));
}

export type ImportStep = "check" | "run" | "undo";

export function stepImport({ id }: SheetImport, step: ImportStep): Promise<SheetImport> {
  const params = { path: { id } };
  if (step === "check")
    return unwrap(api.POST("/api/v1/sheet-imports/{id}/check/", { params }));
  if (step === "run") return unwrap(api.POST("/api/v1/sheet-imports/{id}/run/", { params }));
  return unwrap(api.POST("/api/v1/sheet-imports/{id}/undo/", { params }));
}

/** Where rows are downloaded; `filters` are those of the sheet's own list. */
export function sheetExportPath(
  format: FileFormat,
  sheets: readonly string[],
  filters: Record<string, string | undefined> = {},
): string {
  const query = new URLSearchParams({ format });
  for (const sheet of sheets) query.append("sheet", sheet);
  for (const [name, value] of Object.entries(filters)) if (value) query.set(name, value);
  return `/api/v1/sheets/export/?${query}`;
}

/** Where a file to fill in is downloaded, for these sheets or (in a workbook) for all. */
export function templatePath(format: FileFormat, sheets: readonly string[]): string {
  const query = new URLSearchParams({ format });
  for (const sheet of sheets) query.append("sheet", sheet);
  return `/api/v1/sheets/template/?${query}`;
}

/** Where the file is downloaded with what is wrong beside each row. */
export function errorCopyPath({ id }: SheetImport): string {
  return `/api/v1/sheet-imports/${id}/copy/?only_errors=true`;
}
