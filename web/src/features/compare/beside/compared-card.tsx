"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { comparisonQuery } from "@/api/differences";
import type { components } from "@/api/schema";
import type { Timetable } from "@/api/types";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";

interface ComparedCardProps {
  own: Timetable;
  other: Timetable;
  title: string;
  description: string;
  children: (comparison: components["schemas"]["Comparison"]) => ReactNode;
}

/** A card about how two timetables compare, as soon as that is known. */
export function ComparedCard({ own, other, title, description, children }: ComparedCardProps) {
  const { data, error, refetch } = useQuery(comparisonQuery(own.id, other.id));
  return (
    <Card>
      <CardHeader title={title} description={description} />
      <div className="border-t border-line p-4">
        {error ? (
          <ErrorState error={error} onRetry={() => refetch()} className="py-4" />
        ) : data ? (
          children(data)
        ) : (
          <SkeletonRows rows={6} className="p-0" />
        )}
      </div>
    </Card>
  );
}
