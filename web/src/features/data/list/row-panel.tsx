"use client";
import { useTranslations } from "next-intl";
import { FindingsOf, LISTS } from "@/components/readiness";
import { useSession } from "@/components/session";
import { SidePanel } from "@/components/ui/side-panel";
import { isStaff } from "@/lib/roles";
import { isEditable } from "../rights";
import type { Row, Spec } from "../spec";
import { EditCell } from "./edit-cell";
import { RemoveRow } from "./remove-row";
import { useWords } from "./use-words";
import { Value } from "./value";

interface RowPanelProps<R extends Row> {
  spec: Spec<R>;
  row: R;
  term: string;
  onClose: () => void;
  onRemoved: () => void;
}

/** Everything about one row, beside the list. */
export function RowPanel<R extends Row>({
  spec,
  row,
  term,
  onClose,
  onRemoved,
}: RowPanelProps<R>) {
  const t = useTranslations("data");
  const words = useWords();
  const { membership } = useSession().me;
  const editable = isEditable(membership, spec, row);
  return (
    <SidePanel
      label={t("details")}
      title={spec.title?.(row) ?? words.name(spec, row)}
      onClose={onClose}
      footer={<RemoveRow key={row.id} spec={spec} row={row} onRemoved={onRemoved} />}
      className="xl:max-h-[calc(100dvh-188px)]"
    >
      {isStaff(membership?.role) && Object.values(LISTS).includes(spec.entity) && (
        <FindingsOf term={term} row={row.id} />
      )}
      <dl className="flex flex-col">
        {spec.columns
          .filter(({ listOnly }) => !listOnly)
          .map((column) => (
            <div
              key={column.key}
              className="grid min-h-9 grid-cols-[7.5rem_1fr] items-center gap-2 border-b border-line py-1 text-sm"
            >
              <dt className="text-muted">{words.column(column)}</dt>
              <dd className="min-w-0 break-words">
                {column.edit && editable ? (
                  <EditCell
                    spec={spec}
                    column={{ ...column, numeric: false }}
                    row={row}
                    term={term}
                  />
                ) : (
                  <Value column={column} row={row} />
                )}
              </dd>
            </div>
          ))}
      </dl>
      {spec.Detail && <spec.Detail key={row.id} row={row} term={term} />}
    </SidePanel>
  );
}
