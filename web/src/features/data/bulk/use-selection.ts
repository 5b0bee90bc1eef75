"use client";
import { useState } from "react";
import type { Row } from "../spec";

export interface Selection<R extends Row> {
  /** As they were last read. */
  rows: readonly R[];
  has: (row: R) => boolean;
  choose: (rows: readonly R[], chosen: boolean) => void;
  clear: () => void;
}

/** Rows that are chosen to be changed together, as long as the list asks for the same. */
export function useSelection<R extends Row>(
  page: readonly R[] | undefined,
  query: object,
): Selection<R> {
  const [chosen, setChosen] = useState<ReadonlyMap<string, R>>(new Map());
  const asked = JSON.stringify(query);
  const [chosenOf, setChosenOf] = useState(asked);
  if (asked !== chosenOf) {
    setChosenOf(asked);
    setChosen(new Map());
  }
  const read = new Map(page?.map((row) => [row.id, row]));
  return {
    rows: [...chosen.values()].map((row) => read.get(row.id) ?? row),
    has: ({ id }) => chosen.has(id),
    choose: (rows, isChosen) =>
      setChosen((before) => {
        const next = new Map(before);
        for (const row of rows) {
          if (isChosen) next.set(row.id, row);
          else next.delete(row.id);
        }
        return next;
      }),
    clear: () => setChosen(new Map()),
  };
}
