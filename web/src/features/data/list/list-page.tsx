"use client";
import { SearchX, Table2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { ErrorState } from "@/components/ui/error-state";
import { Button, ButtonLink } from "@/components/ui/button";
import { Pager } from "@/components/ui/pager";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { SelectionBar } from "../bulk/selection-bar";
import { useSelection, type Selection } from "../bulk/use-selection";
import type { Row, Spec } from "../spec";
import { AddRow } from "./add-row";
import { FilesMenu } from "./files-menu";
import { Filters } from "./filters";
import { ListTable } from "./list-table";
import { RowPanel } from "./row-panel";
import { PAGE_SIZE, useList, type List } from "./use-list";

/** One list: search and filters over it, its rows, and the open row beside them. */
export function ListPage<R extends Row>({ spec, term }: { spec: Spec<R>; term: string }) {
  const list = useList(spec, term);
  const selection = useSelection(list.result.data?.results, list.query);
  const open = list.result.data?.results.find(({ id }) => id === list.open);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-start gap-2">
        <Filters spec={spec} list={list} term={term} />
        <div className="ml-auto flex items-center gap-2">
          <FilesMenu spec={spec} list={list} term={term} />
          {spec.Add ? (
            <spec.Add term={term} onAdded={list.show} />
          ) : (
            <AddRow spec={spec} term={term} onAdded={list.show} />
          )}
        </div>
      </div>
      <SelectionBar spec={spec} term={term} list={list} selection={selection} />
      <div className="flex items-start gap-4">
        <div className="flex max-h-[calc(100dvh-188px)] min-h-64 min-w-0 flex-1 flex-col overflow-hidden rounded-lg border border-line bg-surface shadow-low">
          <div className="min-h-0 flex-1 overflow-auto">
            <Rows spec={spec} list={list} selection={selection} term={term} />
          </div>
          {!list.result.error && (
            <Pager
              page={list.page}
              size={PAGE_SIZE}
              count={list.result.data?.count}
              onPage={list.setPage}
            />
          )}
        </div>
        {open && (
          <RowPanel
            spec={spec}
            row={open}
            term={term}
            onClose={() => list.setOpen(null)}
            onRemoved={() => {
              selection.choose([open], false);
              list.leave(1);
            }}
          />
        )}
      </div>
    </div>
  );
}

function Rows<R extends Row>({
  spec,
  list,
  selection,
  term,
}: {
  spec: Spec<R>;
  list: List<R>;
  selection: Selection<R>;
  term: string;
}) {
  const t = useTranslations("data");
  const { result } = list;
  if (result.error) {
    return <ErrorState error={result.error} onRetry={() => result.refetch()} />;
  }
  if (!result.data) return <SkeletonRows rows={10} />;
  if (result.data.count > 0)
    return <ListTable spec={spec} list={list} selection={selection} term={term} />;
  if (list.isNarrowed) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={t("noMatch.title")}
        description={t("noMatch.text")}
        actions={<Button onClick={list.clear}>{t("clear")}</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={<Table2 />}
      title={t(`entities.${spec.entity}.emptyTitle`)}
      description={t(`entities.${spec.entity}.emptyText`)}
      actions={
        <ButtonLink href={`/terms/${term}/data/import?sheet=${spec.entity}`}>
          {t("import")}
        </ButtonLink>
      }
    />
  );
}
