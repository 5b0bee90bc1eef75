"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useTranslations } from "next-intl";
import { auditQuery, PAGE_SIZE, type AuditEntry, type AuditQuery } from "@/api/institution";
import { useFormat } from "@/components/format";
import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/state";
import { RowButton } from "@/components/ui/row-button";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { useAddress } from "@/lib/use-address";
import { AuditFilters } from "./audit-filters";
import { AuditPanel } from "./audit-panel";
import { ACTIONS, ENTITIES, useAuditWords } from "./audit-words";
import { InstitutionPage } from "./institution-page";
import { ListBody } from "./list-body";

const FILTERS = ["entity", "action", "since", "until"] as const;

/** The record of changes: who changed what and when, and the way back. */
export function AuditPage() {
  const t = useTranslations("institution.audit");
  const { get, set, push } = useAddress();
  const page = Math.max(1, Number(get("page")) || 1);
  const open = Number(get("entry")) || null;
  const filters = {
    entity: ENTITIES.find((each) => each === get("entity")),
    action: ACTIONS.find((each) => each === get("action")),
    since: get("since") ?? undefined,
    until: get("until") ?? undefined,
  };
  const query: AuditQuery = {
    ...filters,
    since: filters.since && new Date(`${filters.since}T00:00`).toISOString(),
    until: filters.until && new Date(`${filters.until}T23:59:59.999`).toISOString(),
    page,
    page_size: PAGE_SIZE,
  };
  const result = useQuery({ ...auditQuery(query), placeholderData: keepPreviousData });
  const entry = result.data?.results.find(({ id }) => id === open);
  const isNarrowed = Object.values(filters).some(Boolean);
  return (
    <InstitutionPage tab="audit">
      <AuditFilters
        {...filters}
        onChange={(changes) => set({ ...changes, page: null, entry: null })}
      />
      <div className="flex items-start gap-4">
        <div className="min-w-0 flex-1">
          <ListBody
            result={result}
            page={page}
            onPage={(next) => push({ page: next === 1 ? null : next, entry: null })}
            empty={
              <EmptyState
                icon={<History />}
                title={t(isNarrowed ? "noneTitle" : "emptyTitle")}
                description={t(isNarrowed ? "noneText" : "emptyText")}
                actions={
                  isNarrowed && (
                    <Button
                      onClick={() =>
                        set(Object.fromEntries(FILTERS.map((name) => [name, null])))
                      }
                    >
                      {t("clear")}
                    </Button>
                  )
                }
              />
            }
          >
            {(rows) => (
              <EntryTable
                rows={rows}
                open={open}
                onOpen={(id) => set({ entry: id === open ? null : id })}
              />
            )}
          </ListBody>
        </div>
        {entry && (
          <AuditPanel key={entry.id} entry={entry} onClose={() => set({ entry: null })} />
        )}
      </div>
    </InstitutionPage>
  );
}

const TONES: Record<AuditEntry["action"], Tone> = {
  add: "good",
  change: "info",
  delete: "bad",
};

interface EntryTableProps {
  rows: AuditEntry[];
  open: number | null;
  onOpen: (id: number) => void;
}

function EntryTable({ rows, open, onOpen }: EntryTableProps) {
  const t = useTranslations("institution.audit");
  const format = useFormat();
  const words = useAuditWords();
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("what")}</Th>
          <Th>{t("how")}</Th>
          <Th className="max-md:hidden">{t("who")}</Th>
          <Th>{t("when")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id} className={row.id === open ? "bg-hover" : undefined}>
            <Td className="max-w-72">
              <RowButton isOpen={row.id === open} onOpen={() => onOpen(row.id)}>
                {words.object(row)}
              </RowButton>
              <p className="truncate text-xs text-faint">{words.kind(row)}</p>
            </Td>
            <Td>
              <Badge tone={TONES[row.action]}>{t(`actions.${row.action}`)}</Badge>
            </Td>
            <Td className="max-w-48 truncate max-md:hidden">{words.actor(row)}</Td>
            <Td className="whitespace-nowrap text-muted">{format.moment(row.at)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
