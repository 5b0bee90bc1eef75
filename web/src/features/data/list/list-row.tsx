"use client";
import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Td, Tr } from "@/components/ui/table";
import { cn } from "@/lib/cn";
import type { Selection } from "../bulk/use-selection";
import type { Column, Row, Spec } from "../spec";
import { EditCell } from "./edit-cell";
import { useWords } from "./use-words";
import { Value } from "./value";

interface ListRowProps<R extends Row> {
  spec: Spec<R>;
  columns: readonly Column<R>[];
  row: R;
  term: string;
  isEditable: boolean;
  /** Where some rows can be chosen. */
  selection?: Selection<R>;
  isOpen: boolean;
  onOpen: () => void;
}

/** A row of a list: its name opens the details, its values are edited in place. */
export function ListRow<R extends Row>({
  spec,
  columns,
  row,
  term,
  isEditable,
  selection,
  isOpen,
  onOpen,
}: ListRowProps<R>) {
  const t = useTranslations("data.bulk");
  const words = useWords();
  return (
    <Tr className={cn(isOpen && "bg-accent-soft hover:bg-accent-soft")}>
      {selection && (
        <Td className="w-0 pr-0">
          {isEditable && (
            <Checkbox
              label={t("row", { name: words.name(spec, row) })}
              isLabelHidden
              checked={selection.has(row)}
              onChange={(chosen) => selection.choose([row], chosen)}
            />
          )}
        </Td>
      )}
      {columns.map((column, index) => (
        <Td
          key={column.key}
          numeric={column.numeric}
          className={cn(index === 0 ? "max-w-96 max-md:min-w-44" : column.words && "min-w-32")}
        >
          {index === 0 ? (
            <OpenRow column={column} row={row} isOpen={isOpen} onOpen={onOpen} />
          ) : column.edit && isEditable ? (
            <EditCell spec={spec} column={column} row={row} term={term} />
          ) : (
            <Value column={column} row={row} />
          )}
        </Td>
      ))}
    </Tr>
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
