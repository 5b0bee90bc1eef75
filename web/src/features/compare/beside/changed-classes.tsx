"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { changedClassesQuery } from "@/api/differences";
import type { ChangedClass, Timetable } from "@/api/types";
import { useSession } from "@/components/session";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { ErrorState } from "@/components/ui/error-state";
import { Pager } from "@/components/ui/pager";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useMeetingWords } from "@/components/week/words";
import { mayEditDrafts } from "@/lib/roles";
import { clockRange } from "@/lib/week/meeting";
import { MergeDialog } from "./merge-dialog";

const SIZE = 50;

/** Class by class what differs; picked ones are taken over into the other, if that is a draft. */
export function ChangedClasses({
  own,
  other,
  department,
}: {
  own: Timetable;
  other: Timetable;
  /** Whose classes; without it, all. */
  department: string | undefined;
}) {
  const t = useTranslations("compare.beside.classes");
  const role = useSession().me.membership?.role;
  const [at, setAt] = useState({ department, page: 1 });
  const page = at.department === department ? at.page : 1;
  const [picked, setPicked] = useState<ReadonlyMap<string, string>>(new Map());
  const [merging, setMerging] = useState(false);
  const { data, error, refetch } = useQuery({
    ...changedClassesQuery(own.id, other.id, page, SIZE, department),
    placeholderData: keepPreviousData,
  });
  const may = other.state === "draft" && mayEditDrafts(role);
  const toggle = ({ id, name }: ChangedClass) =>
    setPicked((before) => {
      const next = new Map(before);
      if (!next.delete(id)) next.set(id, name);
      return next;
    });
  return (
    <Card>
      <CardHeader
        title={t("title")}
        description={may ? t("pick", { name: other.name }) : undefined}
        className="flex-wrap"
        actions={
          may && (
            <Button
              variant="primary"
              disabled={picked.size === 0}
              onClick={() => setMerging(true)}
            >
              {t("take", { count: picked.size })}
            </Button>
          )
        }
      />
      <div className="border-t border-line">
        {error ? (
          <ErrorState error={error} onRetry={() => refetch()} />
        ) : !data ? (
          <SkeletonRows />
        ) : data.count === 0 ? (
          <p className="p-4 text-sm text-muted">{t("none")}</p>
        ) : (
          <>
            <ul className="divide-y divide-line">
              {data.results.map((change) => (
                <Line
                  key={change.id}
                  change={change}
                  picked={may ? picked.has(change.id) : null}
                  onPick={() => toggle(change)}
                />
              ))}
            </ul>
            {data.count > SIZE && (
              <Pager
                page={page}
                size={SIZE}
                count={data.count}
                onPage={(next) => setAt({ department, page: next })}
              />
            )}
          </>
        )}
      </div>
      <MergeDialog
        open={merging}
        onOpenChange={setMerging}
        from={own}
        into={other}
        classes={picked}
        onDone={() => setPicked(new Map())}
      />
    </Card>
  );
}

interface LineProps {
  change: ChangedClass;
  /** Null where nothing is to be picked. */
  picked: boolean | null;
  onPick: () => void;
}

function Line({ change, picked, onPick }: LineProps) {
  const t = useTranslations("compare.beside.classes");
  const words = useMeetingWords(null);
  const place = (at: ChangedClass["before"]) =>
    at
      ? [words.dayNames(at.days), clockRange(at), at.room?.name].filter(Boolean).join(" ")
      : t("nowhere");
  return (
    <li className="flex items-center gap-3 px-4 py-2">
      {picked !== null && (
        <Checkbox
          checked={picked}
          onChange={onPick}
          label={t("pickNamed", { name: change.name })}
          isLabelHidden
        />
      )}
      <div className="grid min-w-0 flex-1 gap-x-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)] sm:items-center">
        <p className="truncate text-sm">
          <span className="font-medium">{change.name}</span>
          <span className="text-faint"> · {change.course.name}</span>
        </p>
        <p className="truncate text-sm text-muted tabular-nums">
          <span className="sr-only">{t("before")} </span>
          {place(change.before)}
        </p>
        <p className="truncate text-sm tabular-nums">
          <span className="text-faint">{t("after")} </span>
          {place(change.after)}
        </p>
      </div>
    </li>
  );
}
