"use client";
import { useQuery } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, ListOrdered, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { choicesQuery } from "@/api/my";
import type { Choice, CourseRequest } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { ChoiceFacts } from "./choice-facts";
import { moved, useWishes } from "./use-wishes";

/** A student's wishes in their order, each with its seats and whether it fits. */
export function WishList({ term, student }: { term: string; student: string }) {
  const t = useTranslations("myWeek.choices");
  const { query, wishes, removing, ordering } = useWishes(term, student);
  const offerings = wishes.map(({ offering }) => offering).sort();
  const { data: facts } = useQuery({
    ...choicesQuery(term, { offering: offerings, page_size: 100 }),
    enabled: offerings.length > 0,
  });
  const factsOf = new Map(facts?.results.map((each) => [each.offering, each]));
  return (
    <Card>
      <CardHeader title={t("list")} />
      <div className="border-t border-line">
        {query.error ? (
          <ErrorState error={query.error} onRetry={() => query.refetch()} />
        ) : !query.data ? (
          <SkeletonRows rows={4} />
        ) : wishes.length === 0 ? (
          <EmptyState
            icon={<ListOrdered />}
            title={t("listEmpty.title")}
            description={t("listEmpty.text")}
            className="py-10"
          />
        ) : (
          <ol className="divide-y divide-line">
            {wishes.map((wish, index) => (
              <WishLine
                key={wish.id}
                wish={wish}
                rank={index + 1}
                last={index === wishes.length - 1}
                facts={factsOf.get(wish.offering)}
                onMove={(step) => ordering.mutate(moved(wishes, index, step))}
                onRemove={() => removing.mutate(wish)}
              />
            ))}
          </ol>
        )}
      </div>
    </Card>
  );
}

interface WishLineProps {
  wish: CourseRequest;
  rank: number;
  last: boolean;
  facts: Choice | undefined;
  onMove: (step: 1 | -1) => void;
  onRemove: () => void;
}

function WishLine({ wish, rank, last, facts, onMove, onRemove }: WishLineProps) {
  const t = useTranslations("myWeek.choices");
  const name = wish.course.name || wish.course.code;
  return (
    <li className="flex items-start gap-3 py-2.5 pr-2 pl-4">
      <span
        aria-hidden
        className="mt-0.5 grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent-ink tabular-nums"
      >
        {rank}
      </span>
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{name}</p>
        {facts && <ChoiceFacts choice={facts} />}
        {wish.alternatives.length > 0 && (
          <p className="text-xs text-faint">
            {t("instead", {
              names: wish.alternatives.map(({ course }) => course.name).join(", "),
            })}
          </p>
        )}
      </div>
      <div className="flex shrink-0">
        <Button
          variant="ghost"
          size="icon"
          aria-label={t("up", { name })}
          disabled={rank === 1}
          focusableWhenDisabled
          onClick={() => onMove(-1)}
        >
          <ArrowUp aria-hidden />
        </Button>
        <Button
          variant="ghost"
          size="icon"
          aria-label={t("down", { name })}
          disabled={last}
          focusableWhenDisabled
          onClick={() => onMove(1)}
        >
          <ArrowDown aria-hidden />
        </Button>
        <Button
          variant="ghost"
          size="icon"
          aria-label={t("remove", { name })}
          onClick={onRemove}
        >
          <X aria-hidden />
        </Button>
      </div>
    </li>
  );
}
