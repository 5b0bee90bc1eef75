"use client";
import {
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
} from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { Fragment, useMemo } from "react";
import { useSession } from "@/components/session";
import { Checkbox } from "@/components/ui/checkbox";
import { Table, Th } from "@/components/ui/table";
import { cn } from "@/lib/cn";
import { CHOOSE_PAGE } from "../bulk/selection-bar";
import type { Selection } from "../bulk/use-selection";
import { isEditable } from "../rights";
import type { Row, Spec } from "../spec";
import { groupRows } from "./groups";
import { ListRow } from "./list-row";
import type { List } from "./use-list";
import { useWords } from "./use-words";

const features = tableFeatures({ rowSortingFeature });
const NO_ROWS: never[] = [];

interface ListTableProps<R extends Row> {
  spec: Spec<R>;
  list: List<R>;
  selection: Selection<R>;
  term: string;
}

/** The rows of a list; the server searches, sorts and pages them. */
export function ListTable<R extends Row>({ spec, list, selection, term }: ListTableProps<R>) {
  const t = useTranslations("data");
  const words = useWords();
  const { membership } = useSession().me;
  const listed = useMemo(() => spec.columns.filter((column) => !column.panelOnly), [spec]);
  const byKey = useMemo(() => new Map(listed.map((column) => [column.key, column])), [listed]);
  const columns = useMemo<ColumnDef<typeof features, R>[]>(
    () =>
      listed.map((column) => ({
        id: column.key,
        accessorFn: column.value,
        enableSorting: column.ordering !== undefined,
      })),
    [listed],
  );
  const descending = list.ordering.startsWith("-");
  const sorted = listed.find(({ ordering }) => ordering === list.ordering.replace(/^-/, ""));
  const table = useTable({
    features,
    columns,
    data: list.result.data?.results ?? NO_ROWS,
    getRowId: (row: R) => row.id,
    manualSorting: true,
    enableSortingRemoval: false,
    sortDescFirst: false,
    state: { sorting: sorted ? [{ id: sorted.key, desc: descending }] : [] },
    onSortingChange: (update) => {
      const before = sorted ? [{ id: sorted.key, desc: descending }] : [];
      const next = (typeof update === "function" ? update(before) : update)[0];
      const ordering = next && byKey.get(next.id)?.ordering;
      if (ordering) list.setOrdering(next.desc ? `-${ordering}` : ordering);
    },
  });
  const ordered = table.getRowModel().rows.map(({ original }) => original);
  const group =
    spec.group?.ordering === list.ordering.replace(/^-/, "") ? spec.group : undefined;
  const isWhole = list.result.data?.count === ordered.length;
  const editable = ordered.filter((row) => isEditable(membership, spec, row));
  const groups = group ? groupRows(ordered, group.by) : ordered.map((row) => [row]);

  return (
    <Table label={t(`entities.${spec.entity}.title`)}>
      <thead className="sticky top-0 z-2">
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
            {editable.length > 0 && (
              <Th className="w-0 pr-0">
                <Checkbox
                  label={t("bulk.page")}
                  isLabelHidden
                  id={CHOOSE_PAGE}
                  checked={editable.every(selection.has)}
                  isPartly={editable.some(selection.has)}
                  onChange={(chosen) => selection.choose(editable, chosen)}
                />
              </Th>
            )}
            {group.headers.map((header) => {
              const column = byKey.get(header.column.id)!;
              const direction = header.column.getIsSorted();
              const Arrow = direction === "desc" ? ArrowDown : ArrowUp;
              return (
                <Th
                  key={header.id}
                  numeric={column.numeric}
                  aria-sort={
                    direction ? (direction === "asc" ? "ascending" : "descending") : undefined
                  }
                >
                  {header.column.getCanSort() ? (
                    <button
                      type="button"
                      onClick={header.column.getToggleSortingHandler()}
                      className={cn(
                        "group -mx-1.5 inline-flex h-7 items-center gap-1 rounded-sm px-1.5 hover:bg-hover hover:text-ink",
                        direction && "text-ink",
                        column.numeric && "flex-row-reverse",
                      )}
                    >
                      {words.column(column)}
                      <Arrow
                        aria-hidden
                        className={cn(
                          "size-3",
                          !direction && "opacity-0 group-hover:opacity-50",
                        )}
                      />
                    </button>
                  ) : (
                    words.column(column)
                  )}
                </Th>
              );
            })}
          </tr>
        ))}
      </thead>
      <tbody
        aria-busy={list.result.isPlaceholderData}
        className={cn(list.result.isPlaceholderData && "opacity-60")}
      >
        {groups.map((rows) => (
          <Fragment key={rows[0]!.id}>
            {group && (
              <tr>
                <th
                  scope="colgroup"
                  colSpan={listed.length + (editable.length > 0 ? 1 : 0)}
                  className="border-b border-line bg-sunken px-4 py-2 text-left text-xs"
                >
                  {group.render(rows[0]!, isWhole ? rows.length : 1)}
                </th>
              </tr>
            )}
            {rows.map((row) => (
              <ListRow
                key={row.id}
                spec={spec}
                columns={listed}
                row={row}
                term={term}
                isEditable={editable.includes(row)}
                selection={editable.length > 0 ? selection : undefined}
                isOpen={list.open === row.id}
                onOpen={() => list.setOpen(list.open === row.id ? null : row.id)}
              />
            ))}
          </Fragment>
        ))}
      </tbody>
    </Table>
  );
}
