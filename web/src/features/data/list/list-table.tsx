"use client";
import {
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
} from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useSession } from "@/components/session";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { cn } from "@/lib/cn";
import { mayEdit } from "../rights";
import type { Column, Row, Spec } from "../spec";
import { EditCell } from "./edit-cell";
import type { List } from "./use-list";
import { useWords } from "./use-words";
import { Value } from "./value";

const features = tableFeatures({ rowSortingFeature });
const NO_ROWS: never[] = [];

interface ListTableProps<R extends Row> {
  spec: Spec<R>;
  list: List<R>;
  term: string;
}

/** The rows of a list; the server searches, sorts and pages them. */
export function ListTable<R extends Row>({ spec, list, term }: ListTableProps<R>) {
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

  return (
    <Table label={t(`entities.${spec.entity}.title`)}>
      <thead className="sticky top-0 z-2">
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
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
      <tbody className={cn(list.result.isPlaceholderData && "opacity-60")}>
        {table.getRowModel().rows.map(({ id, original }) => {
          const editable =
            spec.update !== undefined &&
            mayEdit(membership, spec.entity, spec.departmentOf?.(original));
          return (
            <Tr
              key={id}
              className={cn(list.open === id && "bg-accent-soft hover:bg-accent-soft")}
            >
              {listed.map((column, index) => (
                <Td
                  key={column.key}
                  numeric={column.numeric}
                  className={cn(index === 0 && "max-w-96")}
                >
                  {index === 0 ? (
                    <OpenRow
                      column={column}
                      row={original}
                      isOpen={list.open === id}
                      onOpen={() => list.setOpen(list.open === id ? null : id)}
                    />
                  ) : column.edit && editable ? (
                    <EditCell spec={spec} column={column} row={original} term={term} />
                  ) : (
                    <Value column={column} row={original} />
                  )}
                </Td>
              ))}
            </Tr>
          );
        })}
      </tbody>
    </Table>
  );
}

interface OpenRowProps<R extends Row> {
  column: Column<R>;
  row: R;
  isOpen: boolean;
  onOpen: () => void;
}

/** The name of a row; opens its details. */
function OpenRow<R extends Row>({ column, row, isOpen, onOpen }: OpenRowProps<R>) {
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      onClick={onOpen}
      className={cn(
        "max-w-full rounded-sm text-left font-medium hover:text-accent-ink hover:underline",
        !column.render && "whitespace-nowrap",
      )}
    >
      <Value column={column} row={row} />
    </button>
  );
}
