"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useAddress } from "@/lib/use-address";
import { useDebounced } from "@/lib/use-debounced";
import type { ListQuery, Row, Spec } from "../spec";

export const PAGE_SIZE = 50;

export const listKey = (entity: string) => ["data", entity] as const;

/** The list as the address asks for it: search, filters, order, page, and the open row. */
export function useList<R extends Row>(spec: Spec<R>, term: string) {
  const { get, set, push } = useAddress();
  const search = get("search") ?? "";
  const ordering = get("ordering") ?? spec.defaultOrdering;
  const page = Math.max(1, Number(get("page")) || 1);
  const filters = Object.fromEntries(
    spec.filters.flatMap(({ name }) => {
      const value = get(name);
      return value ? [[name, value]] : [];
    }),
  );
  const settled = useDebounced(search);
  const query: ListQuery = {
    term,
    page,
    page_size: PAGE_SIZE,
    search: settled || undefined,
    ordering,
    ...filters,
  };
  const result = useQuery({
    queryKey: [...listKey(spec.entity), query],
    queryFn: () => spec.list(query),
    placeholderData: keepPreviousData,
  });
  const cleared = {
    search: null,
    page: null,
    ...Object.fromEntries(spec.filters.map(({ name }) => [name, null])),
  };
  return {
    result,
    query,
    search,
    ordering,
    page,
    filters,
    isNarrowed: search !== "" || Object.keys(filters).length > 0,
    open: get("row"),
    setSearch: (text: string) => set({ search: text, page: null }),
    setOrdering: (next: string) =>
      set({ ordering: next === spec.defaultOrdering ? null : next, page: null }),
    setPage: (next: number) => push({ page: next === 1 ? null : next }),
    setFilter: (name: string, value: string | null) => set({ [name]: value, page: null }),
    clear: () => set(cleared),
    /** Opens a row that may be on any page: by what finds it. */
    show: (id: string, search: string) => set({ row: id, search, page: null }),
    /** Closes what is gone: so many rows. What found no others, or only a page, is left. */
    leave: (gone: number) => {
      const { count = 0, results = [] } = result.data ?? {};
      const page = results.length <= gone ? { page: null } : {};
      set({ row: null, ...(count <= gone ? cleared : page) });
    },
    setOpen: (id: string | null) => set({ row: id }),
  };
}

export type List<R extends Row> = ReturnType<typeof useList<R>>;
