"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import {
  sheetsQuery,
  type ImportTable,
  type Sheet,
  type SheetImport,
} from "@/api/spreadsheets";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { Select } from "@/components/ui/select";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { useImportSteps } from "./use-import";

type Steps = ReturnType<typeof useImportSteps>;

/** What each table of the file is, and what its columns mean; each choice is kept at once. */
export function Mapping({ found, steps }: { found: SheetImport; steps: Steps }) {
  const t = useTranslations("spreadsheet");
  const { data: sheets } = useQuery(sheetsQuery);
  if (!sheets) return null;
  return (
    <Card>
      <CardHeader title={t("mapping.title")} description={t("mapping.description")} />
      {found.encoding === "cp1252" && (
        <p className="border-t border-line px-4 py-2 text-sm text-caution">
          {t("mapping.encoding")}
        </p>
      )}
      {found.tables.map((table, index) => (
        <OneTable key={index} table={table} index={index} sheets={sheets} steps={steps} />
      ))}
    </Card>
  );
}

interface OneTableProps {
  table: ImportTable;
  index: number;
  sheets: Sheet[];
  steps: Steps;
}

function OneTable({ table, index, sheets, steps }: OneTableProps) {
  const t = useTranslations("spreadsheet");
  const sheet = sheets.find(({ name }) => name === table.sheet);
  const say = (said: { sheet?: string | null; columns?: (string | null)[] }) =>
    steps.change.mutate({ said: [{ index, ...said } as never] });
  const missing = (sheet?.columns ?? [])
    .filter(({ name, required }) => required && !table.columns.includes(name))
    .map(({ name }) => name);
  return (
    <div className="border-t border-line">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
        <h3 className="min-w-0 flex-1 truncate text-sm font-medium">
          {t("mapping.table", { name: table.name, rows: table.rows })}
        </h3>
        <Select
          aria-label={t("mapping.holds", { name: table.name })}
          className="w-56"
          value={table.sheet ?? ""}
          onChange={(next) => say({ sheet: next || null })}
          options={[
            { value: "", label: t("mapping.leftOut") },
            ...sheets.map(({ name }) => ({
              value: name,
              label: t(`sheets.${name as "rooms"}`),
            })),
          ]}
        />
      </div>
      {sheet && missing.length > 0 && (
        <p className="px-4 pb-3 text-sm text-caution">
          {t("mapping.missing", { columns: missing.join(", ") })}
        </p>
      )}
      {sheet && (
        <Table label={t("mapping.title")}>
          <thead>
            <tr>
              <Th className="w-1/4">{t("mapping.heading")}</Th>
              <Th className="max-sm:hidden">{t("mapping.sample")}</Th>
              <Th className="w-56">{t("mapping.means")}</Th>
              <Th className="w-28 max-sm:hidden" />
            </tr>
          </thead>
          <tbody>
            {table.headings.map((heading, place) => (
              <Tr key={place}>
                <Td className="font-medium">{heading || t("mapping.noHeading")}</Td>
                <Td className="max-w-64 truncate text-muted max-sm:hidden">
                  {table.samples
                    .map((row) => row[place])
                    .filter(Boolean)
                    .join(" · ")}
                </Td>
                <Td>
                  <ColumnSelect
                    heading={heading}
                    sheet={sheet}
                    value={table.columns[place] ?? null}
                    onChange={(column) =>
                      say({ columns: moved(table.columns, place, column, sheet) })
                    }
                  />
                </Td>
                <Td className="max-sm:hidden">
                  {table.sure[place] && (
                    <Badge tone={table.sure[place] === "similar" ? "caution" : "neutral"}>
                      {t(`mapping.sure.${table.sure[place]}`)}
                    </Badge>
                  )}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </div>
  );
}

function ColumnSelect({
  heading,
  sheet,
  value,
  onChange,
}: {
  heading: string;
  sheet: Sheet;
  value: string | null;
  onChange: (column: string | null) => void;
}) {
  const t = useTranslations("spreadsheet.mapping");
  return (
    <Select
      aria-label={t("meansOf", { heading: heading || t("noHeading") })}
      value={value ?? ""}
      onChange={(next) => onChange(next || null)}
      options={[
        { value: "", label: t("ignore") },
        ...sheet.columns.map(({ name }) => ({ value: name, label: name })),
      ]}
    />
  );
}

/** The columns with one of them said anew; what meant the same before means nothing now. */
function moved(
  columns: readonly (string | null)[],
  place: number,
  column: string | null,
  sheet: Sheet,
): (string | null)[] {
  const isList = sheet.columns.find(({ name }) => name === column)?.kind === "references";
  return columns.map((other, index) => {
    if (index === place) return column;
    return other === column && !isList ? null : other;
  });
}
