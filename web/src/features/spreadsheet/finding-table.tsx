"use client";
import { useTranslations } from "next-intl";
import { ApiError } from "@/api/errors";
import type { Finding, FindingKind } from "@/api/spreadsheets";
import { useErrorText } from "@/components/error-text";
import { Table, Td, Th, Tr } from "@/components/ui/table";

/** Rows of one kind, with what changes in them or what is wrong with them. */
export function FindingTable({ rows, kind }: { rows: Finding[]; kind: FindingKind }) {
  const t = useTranslations("spreadsheet.result");
  const hasMore = kind !== "unchanged" && kind !== "removed";
  return (
    <Table label={t("kinds")}>
      <thead>
        <tr>
          <Th numeric className="w-16">
            {t("row")}
          </Th>
          <Th>{t("key")}</Th>
          {hasMore && (
            <Th className="w-2/3">{kind === "error" ? t("errors") : t("changes")}</Th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <Tr key={index}>
            <Td numeric className="align-top text-muted">
              {row.row || <span className="text-xs whitespace-nowrap">{t("notInFile")}</span>}
            </Td>
            <Td className="align-top font-medium break-words">{row.key || "–"}</Td>
            {hasMore && (
              <Td className="align-top">
                {kind === "error" ? <Errors row={row} /> : <Changes row={row} kind={kind} />}
              </Td>
            )}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Errors({ row }: { row: Finding }) {
  const describe = useErrorText();
  return (
    <ul>
      {row.errors.map((error, index) => (
        <li key={index}>
          {error.column && <span className="font-medium">{error.column}: </span>}
          {describe(new ApiError(400, error.code, error.detail, error.parameters))}
        </li>
      ))}
    </ul>
  );
}

function Changes({ row, kind }: { row: Finding; kind: FindingKind }) {
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-0.5">
      {row.changes.map((change) => (
        <div key={change.column} className="flex min-w-0 flex-wrap gap-x-1">
          <dt className="text-muted">{change.column}</dt>
          <dd className="break-words">
            {kind === "changed" && (
              <>
                <del className="text-bad decoration-bad/60">{change.before || "–"}</del>{" "}
                <span aria-hidden>→</span>{" "}
              </>
            )}
            {kind === "changed" ? (
              <ins className="text-good no-underline">{change.after || "–"}</ins>
            ) : (
              change.after
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
