import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { View } from "@/components/week/view";
import type { Named } from "@/lib/week/meeting";

/** Something whose week can be shown; `note` tells it from others of its name. */
export interface Thing extends Named {
  note?: string;
}

interface Query {
  term: string;
  search: string;
  page_size: number;
}

type Found = { id: string; name: string };

function named<R extends Found>(note?: (row: R) => string | null | undefined) {
  return (row: R): Thing => ({ id: row.id, name: row.name, note: note?.(row) ?? undefined });
}

function courseName(row: { id: string; code: string; name: string }): Thing {
  return { id: row.id, name: row.code, note: row.name === row.code ? undefined : row.name };
}

/** Where the things of each view are listed. */
const LISTS: Record<View, (query: Query) => Promise<Thing[]>> = {
  cohort: async ({ search, page_size }) => {
    const query = { search, page_size, ordering: "name" };
    const page = await unwrap(api.GET("/api/v1/cohorts/", { params: { query } }));
    return page.results.map(named((row) => row.programme_name));
  },
  instructor: async ({ search, page_size }) => {
    const query = { search, page_size, ordering: "name" };
    const page = await unwrap(api.GET("/api/v1/instructors/", { params: { query } }));
    return page.results.map(named((row) => row.department_name));
  },
  room: async ({ term, search, page_size }) => {
    const query = { term, search, page_size, ordering: "name" };
    const page = await unwrap(api.GET("/api/v1/rooms/", { params: { query } }));
    return page.results.map(named((row) => row.building_name));
  },
  student: async ({ term, search, page_size }) => {
    const query = { term, search, page_size, ordering: "name" };
    const page = await unwrap(api.GET("/api/v1/students/", { params: { query } }));
    return page.results.map(named((row) => row.cohort_name));
  },
  course: async ({ term, search, page_size }) => {
    const query = { term, search, page_size, ordering: "code" };
    const page = await unwrap(api.GET("/api/v1/courses/", { params: { query } }));
    return page.results.map(courseName);
  },
  department: async ({ search, page_size }) => {
    const query = { search, page_size, ordering: "name" };
    const page = await unwrap(api.GET("/api/v1/departments/", { params: { query } }));
    return page.results.map(named());
  },
};

const ONE: Record<View, (id: string) => Promise<Thing>> = {
  cohort: async (id) =>
    named()(await unwrap(api.GET("/api/v1/cohorts/{id}/", { params: { path: { id } } }))),
  instructor: async (id) =>
    named()(await unwrap(api.GET("/api/v1/instructors/{id}/", { params: { path: { id } } }))),
  room: async (id) =>
    named()(await unwrap(api.GET("/api/v1/rooms/{id}/", { params: { path: { id } } }))),
  student: async (id) =>
    named()(await unwrap(api.GET("/api/v1/students/{id}/", { params: { path: { id } } }))),
  course: async (id) =>
    courseName(await unwrap(api.GET("/api/v1/courses/{id}/", { params: { path: { id } } }))),
  department: async (id) =>
    named()(await unwrap(api.GET("/api/v1/departments/{id}/", { params: { path: { id } } }))),
};

const PAGE = 50;

/** The first things of a view that a search finds, by name. */
export function useThings(view: View, term: string, search: string) {
  return useQuery({
    queryKey: ["things", view, term, search],
    queryFn: () => LISTS[view]({ term, search, page_size: PAGE }),
    placeholderData: (previous, query) =>
      query?.queryKey[1] === view ? keepPreviousData(previous) : undefined,
  });
}

/** One thing by its id, to name what the address asks for. */
export function useThing(view: View, id: string | null) {
  return useQuery({
    queryKey: ["thing", view, id],
    queryFn: () => ONE[view](id!),
    enabled: id !== null,
    staleTime: Infinity,
  });
}
