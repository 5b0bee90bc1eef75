"use client";
import { useMutation } from "@tanstack/react-query";
import { PenLine, Trash2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/error-text";
import { useSession } from "@/components/session";
import { Button } from "@/components/ui/button";
import { useNotify } from "@/components/ui/toast";
import type { List } from "../list/use-list";
import { isEditable, isRemovable } from "../rights";
import type { Row, Spec } from "../spec";
import { BulkChange, bulkColumns } from "./bulk-change";
import { BulkRemove } from "./bulk-remove";
import type { Selection } from "./use-selection";
import { allRows, MOST_ROWS } from "./write";

/** The box that chooses the page. */
export const CHOOSE_PAGE = "choose-page";

interface SelectionBarProps<R extends Row> {
  spec: Spec<R>;
  term: string;
  list: List<R>;
  selection: Selection<R>;
}

/** How many rows are chosen, and what can be done with all of them. */
export function SelectionBar<R extends Row>({
  spec,
  term,
  list,
  selection,
}: SelectionBarProps<R>) {
  const t = useTranslations("data.bulk");
  const describe = useErrorText();
  const notify = useNotify();
  const { membership } = useSession().me;
  const [doing, setDoing] = useState<"change" | "remove" | null>(null);
  const { rows } = selection;
  const found = list.result.data?.count ?? 0;
  const isOld = list.result.isPlaceholderData;
  const all = useMutation({
    mutationFn: () => allRows(spec, list.query),
    onSuccess: (every) =>
      selection.choose(
        every.filter((row) => isEditable(membership, spec, row)),
        true,
      ),
    onError: (error) => notify({ tone: "bad", title: describe(error) }),
  });
  const clear = () => {
    selection.clear();
    all.reset();
    // What had the focus goes with the bar.
    requestAnimationFrame(() => document.getElementById(CHOOSE_PAGE)?.focus());
  };
  const told = (
    <span role="status" className="mr-1 font-medium empty:hidden">
      {rows.length > 0 && t("chosen", { count: rows.length })}
    </span>
  );
  // The region is there before there is something to tell, or it would not be heard.
  if (rows.length === 0) return told;
  const mayRemoveAll = rows.every((row) => isRemovable(membership, spec, row));
  const dialog = {
    spec,
    rows,
    onClose: () => setDoing(null),
    onDone: () => {
      setDoing(null);
      clear();
    },
  };
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-lg border border-line bg-accent-soft px-3 py-1.5 text-sm">
      {told}
      {bulkColumns(spec).length > 0 && (
        <Button size="sm" onClick={() => setDoing("change")}>
          <PenLine aria-hidden />
          {t("change")}
        </Button>
      )}
      {mayRemoveAll && (
        <Button size="sm" onClick={() => setDoing("remove")}>
          <Trash2 aria-hidden />
          {t("remove")}
        </Button>
      )}
      {found > rows.length && found <= MOST_ROWS && !all.isSuccess && !isOld && (
        <Button variant="ghost" size="sm" busy={all.isPending} onClick={() => all.mutate()}>
          {/* How many of them are one's own is known once they are read. */}
          {membership?.department ? t("allMine") : t("all", { count: found })}
        </Button>
      )}
      <Button variant="ghost" size="sm" onClick={clear}>
        <X aria-hidden />
        {t("none")}
      </Button>
      {doing === "change" && <BulkChange term={term} {...dialog} />}
      {doing === "remove" && (
        <BulkRemove
          {...dialog}
          onDone={() => {
            list.leave(rows.length);
            dialog.onDone();
          }}
        />
      )}
    </div>
  );
}
