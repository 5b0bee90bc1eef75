"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { X } from "lucide-react";
import { thingQuery, type ThingKind } from "@/api/things";
import { ThingPicker } from "@/components/thing-picker";
import { useSession } from "@/components/session";
import { Button } from "@/components/ui/button";
import { SearchInput } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Row, Spec } from "../spec";
import type { List } from "./use-list";
import { useWords } from "./use-words";

interface FiltersProps<R extends Row> {
  spec: Spec<R>;
  list: List<R>;
  term: string;
}

/** What a self-contained term has of its own; other things have no part in it. */
const OWN_THINGS: readonly ThingKind[] = ["course", "room", "student"];

/** Search and filters of a list. */
export function Filters<R extends Row>({ spec, list, term }: FiltersProps<R>) {
  const t = useTranslations("data");
  const words = useWords();
  const isOwn = useSession().terms.find(({ id }) => id === term)?.self_contained;
  const filters = spec.filters.filter(
    (filter) => !isOwn || filter.kind === "choice" || OWN_THINGS.includes(filter.of),
  );
  const label = t(`entities.${spec.entity}.search`);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchInput
        aria-label={label}
        placeholder={label}
        value={list.search}
        onChange={(event) => list.setSearch(event.currentTarget.value)}
        className="w-full sm:w-64"
      />
      {filters.map((filter) => {
        const any = t(`filters.${filter.name as "type"}`);
        const value = list.filters[filter.name] ?? null;
        return filter.kind === "choice" ? (
          <Select
            key={filter.name}
            aria-label={any}
            className="w-auto min-w-32"
            value={value ?? ""}
            onChange={(next) => list.setFilter(filter.name, next || null)}
            options={[
              { value: "", label: any },
              ...filter.options.map((option) => ({
                value: option,
                label: words.word(filter.words, option),
              })),
            ]}
          />
        ) : (
          <ThingFilter
            key={filter.name}
            kind={filter.of}
            any={any}
            term={term}
            id={value}
            onChange={(id) => list.setFilter(filter.name, id)}
          />
        );
      })}
      {list.isNarrowed && (
        <Button variant="ghost" size="sm" onClick={list.clear}>
          <X aria-hidden />
          {t("clear")}
        </Button>
      )}
    </div>
  );
}

interface ThingFilterProps {
  kind: ThingKind;
  any: string;
  term: string;
  id: string | null;
  onChange: (id: string | null) => void;
}

function ThingFilter({ kind, any, term, id, onChange }: ThingFilterProps) {
  const { data } = useQuery({ ...thingQuery(kind, id ?? ""), enabled: id !== null });
  return (
    <ThingPicker
      kind={kind}
      term={term}
      none={any}
      value={id && data ? data : null}
      onChange={(thing) => onChange(thing?.id ?? null)}
      className="w-auto max-w-56 min-w-36"
    />
  );
}
