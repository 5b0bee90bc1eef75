"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { choicesQuery } from "@/api/my";
import type { Choice } from "@/api/types";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SearchInput } from "@/components/ui/input";
import { Pager } from "@/components/ui/pager";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { useDebounced } from "@/lib/use-debounced";
import { ChoiceFacts } from "./choice-facts";
import { useWishes } from "./use-wishes";

const SIZE = 20;
const TYPES = ["core", "elective", "minor", "open_elective", "skill"] as const;
type Kind = (typeof TYPES)[number];

/** The courses of a term that a student could put on the list. */
export function Catalogue({ term, student }: { term: string; student: string }) {
  const t = useTranslations("myWeek.choices");
  const [search, setSearch] = useState("");
  const [type, setType] = useState<Kind | "">("");
  const [page, setPage] = useState(1);
  const settled = useDebounced(search);
  const { data, error, refetch } = useQuery({
    ...choicesQuery(term, { search: settled, type, page, page_size: SIZE }),
    placeholderData: keepPreviousData,
  });
  const { wishes, adding } = useWishes(term, student);
  const rankOf = new Map(wishes.map(({ offering }, index) => [offering, index + 1]));
  return (
    <Card>
      <CardHeader title={t("catalogue")} />
      <div className="flex flex-wrap gap-2 border-t border-line px-4 py-3">
        <SearchInput
          aria-label={t("search")}
          placeholder={t("search")}
          className="min-w-40 flex-1"
          value={search}
          onValueChange={(text) => {
            setSearch(text);
            setPage(1);
          }}
        />
        <Select
          aria-label={t("type")}
          className="w-36"
          value={type || "all"}
          onChange={(value) => {
            setType(value === "all" ? "" : (value as Kind));
            setPage(1);
          }}
          options={[
            { value: "all", label: t("everyType") },
            ...TYPES.map((value) => ({ value, label: t(`types.${value}`) })),
          ]}
        />
      </div>
      <div className="border-t border-line">
        {error ? (
          <ErrorState error={error} onRetry={() => refetch()} />
        ) : !data ? (
          <SkeletonRows />
        ) : data.count === 0 ? (
          <EmptyState
            icon={<SearchX />}
            title={t("nothing.title")}
            description={t("nothing.text")}
          />
        ) : (
          <>
            <ul className="divide-y divide-line">
              {data.results.map((choice) => (
                <ChoiceLine
                  key={choice.offering}
                  choice={choice}
                  rank={rankOf.get(choice.offering)}
                  busy={adding.isPending && adding.variables === choice.offering}
                  onAdd={() => adding.mutate(choice.offering)}
                />
              ))}
            </ul>
            <Pager page={page} size={SIZE} count={data.count} onPage={setPage} />
          </>
        )}
      </div>
    </Card>
  );
}

interface ChoiceLineProps {
  choice: Choice;
  rank: number | undefined;
  busy: boolean;
  onAdd: () => void;
}

function ChoiceLine({ choice, rank, busy, onAdd }: ChoiceLineProps) {
  const t = useTranslations("myWeek.choices");
  const name = choice.course.name || choice.course.code;
  return (
    <li className="flex items-start gap-3 px-4 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{name}</p>
        <p className="text-xs text-muted">
          {[
            choice.course.code !== name && choice.course.code,
            choice.type && t(`types.${choice.type}`),
            choice.credits !== null && t("credits", { credits: choice.credits }),
            choice.department?.name,
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
        <ChoiceFacts choice={choice} />
      </div>
      <div className="mt-0.5 shrink-0">
        {choice.taken ? (
          <Badge tone="good">{t("taken")}</Badge>
        ) : rank !== undefined ? (
          <Badge>{t("onList", { rank })}</Badge>
        ) : (
          <Button size="sm" busy={busy} aria-label={t("addNamed", { name })} onClick={onAdd}>
            <Plus aria-hidden />
            {t("add")}
          </Button>
        )}
      </div>
    </li>
  );
}
