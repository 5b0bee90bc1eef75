"use client";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { PAGE_SIZE } from "@/api/institution";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Pager } from "@/components/ui/pager";
import { SkeletonRows } from "@/components/ui/skeleton";

interface ListBodyProps<R> {
  result: UseQueryResult<{ count: number; results: R[] }>;
  page: number;
  onPage: (page: number) => void;
  /** Shown where there is no row. */
  empty: ReactNode;
  children: (rows: R[]) => ReactNode;
}

/** A page of a list in each of its states, and the way to the next. */
export function ListBody<R>({ result, page, onPage, empty, children }: ListBodyProps<R>) {
  const { data, error } = result;
  return (
    <Card className="overflow-hidden">
      {error ? (
        <ErrorState error={error} onRetry={() => void result.refetch()} />
      ) : !data ? (
        <SkeletonRows rows={8} />
      ) : data.count === 0 ? (
        empty
      ) : (
        <>
          {children(data.results)}
          <Pager page={page} size={PAGE_SIZE} count={data.count} onPage={onPage} />
        </>
      )}
    </Card>
  );
}
