"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { importKey, importsQuery, uploadSheets, type SheetImport } from "@/api/spreadsheets";
import { DropZone } from "@/components/drop-zone";
import { useErrorText } from "@/components/error-text";
import { useFormat } from "@/components/format";
import { Card, CardHeader } from "@/components/ui/card";
import { ProgressBar } from "@/components/ui/progress";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { Alert } from "@/components/ui/alert";
import { StateBadge } from "./state-badge";
import { Templates } from "./templates";

interface StartProps {
  term: string;
  /** What the file likely holds. */
  sheet: string | null;
  onOpen: (id: string) => void;
}

/** Where an import begins: drop a file, take a template, or go on with an earlier one. */
export function Start({ term, sheet, onOpen }: StartProps) {
  const t = useTranslations("spreadsheet");
  const client = useQueryClient();
  const describe = useErrorText();
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);

  const send = async (file: File) => {
    setError(null);
    setShare(0);
    try {
      // A workbook says itself what its sheets are.
      const known = file.name.toLowerCase().endsWith(".xlsx") ? null : sheet;
      const found = await uploadSheets(file, term, known, { onProgress: setShare });
      client.setQueryData(importKey(found.id), found);
      onOpen(found.id);
    } catch (failure) {
      setError(failure);
    } finally {
      setShare(null);
    }
  };

  return (
    <div className="mx-auto flex max-w-200 flex-col gap-4">
      <p className="text-sm text-pretty text-muted">{t("start.intro")}</p>
      {share === null ? (
        <DropZone
          onFile={send}
          title={t("drop")}
          formats={t("formats")}
          pick={t("pick")}
          accept=".csv,.txt,.tsv,.xlsx"
        />
      ) : (
        <Card className="flex flex-col gap-2 p-5">
          <div role="status" className="flex flex-col gap-2">
            <ProgressBar fraction={share < 1 ? share : null} label={t("progress")} />
            <p className="text-sm text-muted">
              {share < 1 ? t("sending", { percent: Math.round(share * 100) }) : t("reading")}
            </p>
          </div>
        </Card>
      )}
      {error !== null && <Alert>{describe(error)}</Alert>}
      <Templates sheet={sheet} />
      <Recent onOpen={onOpen} />
    </div>
  );
}

function Recent({ onOpen }: { onOpen: (id: string) => void }) {
  const t = useTranslations("spreadsheet");
  const { data } = useQuery(importsQuery());
  if (!data?.results.length) return null;
  return (
    <Card>
      <CardHeader title={t("start.recent")} />
      <Table label={t("start.recent")}>
        <thead>
          <tr>
            <Th>{t("columns.file")}</Th>
            <Th>{t("columns.state")}</Th>
            <Th>{t("columns.when")}</Th>
            <Th className="max-sm:hidden">{t("columns.who")}</Th>
          </tr>
        </thead>
        <tbody>
          {data.results.map((found) => (
            <RecentRow key={found.id} found={found} onOpen={onOpen} />
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function RecentRow({ found, onOpen }: { found: SheetImport; onOpen: (id: string) => void }) {
  const format = useFormat();
  return (
    <Tr>
      <Td>
        <button
          type="button"
          className="max-w-64 truncate font-medium text-accent hover:underline"
          onClick={() => onOpen(found.id)}
        >
          {found.name}
        </button>
      </Td>
      <Td>
        <StateBadge state={found.state} />
      </Td>
      <Td className="whitespace-nowrap text-muted">{format.moment(found.created_at)}</Td>
      <Td className="truncate text-muted max-sm:hidden">{found.owner_name}</Td>
    </Tr>
  );
}
