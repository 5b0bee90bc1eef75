"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { rescoring } from "@/api/drafts";
import { timetableQuery, timetablesKey } from "@/api/timetables";
import type { Timetable } from "@/api/types";

const keyOf = ({ id, version }: Timetable) => `${id} ${version}`;

/**
 * Has figures of before the last changes of timetables or data worked out anew, one after the
 * other; archived ones are let be. One for which that fails keeps its mark.
 */
export function useFreshScores(timetables: readonly Timetable[]): void {
  const client = useQueryClient();
  const [tried, setTried] = useState<ReadonlySet<string>>(new Set());
  const { mutate, isPending } = useMutation(rescoring);
  const next = timetables.find(
    (each) => each.score_stale && each.state !== "archived" && !tried.has(keyOf(each)),
  );
  useEffect(() => {
    if (!next || isPending) return;
    mutate(next.id, {
      onError: () => setTried((before) => new Set(before).add(keyOf(next))),
      onSettled: () => {
        const { queryKey } = timetableQuery(next.id);
        void client.invalidateQueries({ queryKey, exact: true });
        return client.invalidateQueries({ queryKey: timetablesKey(next.term) });
      },
    });
  }, [next, isPending, mutate, client]);
}
