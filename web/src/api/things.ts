import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";

/** What can be picked by name out of any number: the kinds of rows that others refer to. */
export type ThingKind =
  | "cohort"
  | "instructor"
  | "room"
  | "student"
  | "course"
  | "department"
  | "building"
  | "programme"
  | "class";

/** A row by its name; `note` tells it from others of that name. */
export interface Thing {
  id: string;
  name: string;
  note?: string;
}

const PAGE = 50;

interface Search {
  search: string;
  page_size: number;
  ordering: string;
}

type Named = { id: string; name: string };

function things<R extends Named>(rows: R[], note?: (row: R) => string | null): Thing[] {
  return rows.map((row) => ({ id: row.id, name: row.name, note: note?.(row) ?? undefined }));
}

function courseThing({ id, code, name }: Named & { code: string }): Thing {
  return { id, name: code || name, note: code && name !== code ? name : undefined };
}

const LISTS: Record<ThingKind, (query: Search, term: string) => Promise<Thing[]>> = {
  cohort: async (query) => {
    const page = await unwrap(api.GET("/api/v1/cohorts/", { params: { query } }));
    return things(page.results, (row) => row.programme_name);
  },
  instructor: async (query) => {
    const page = await unwrap(api.GET("/api/v1/instructors/", { params: { query } }));
    return things(page.results, (row) => row.department_name);
  },
  room: async (query, term) => {
    const page = await unwrap(
      api.GET("/api/v1/rooms/", { params: { query: { ...query, term } } }),
    );
    return things(page.results, (row) => row.building_name);
  },
  student: async (query, term) => {
    const page = await unwrap(
      api.GET("/api/v1/students/", { params: { query: { ...query, term } } }),
    );
    return things(page.results, (row) => row.cohort_name);
  },
  course: async (query, term) => {
    const asked = { ...query, term, ordering: "code" };
    const page = await unwrap(api.GET("/api/v1/courses/", { params: { query: asked } }));
    return page.results.map(courseThing);
  },
  department: async (query) => {
    const page = await unwrap(api.GET("/api/v1/departments/", { params: { query } }));
    return things(page.results);
  },
  building: async (query) => {
    const page = await unwrap(api.GET("/api/v1/buildings/", { params: { query } }));
    return things(page.results);
  },
  programme: async (query) => {
    const page = await unwrap(api.GET("/api/v1/programmes/", { params: { query } }));
    return things(page.results, (row) => row.department_name);
  },
  class: async (query, term) => {
    const page = await unwrap(
      api.GET("/api/v1/classes/", { params: { query: { ...query, term } } }),
    );
    return things(page.results, (row) => row.course.name);
  },
};

const ONE: Record<ThingKind, (id: string) => Promise<Thing>> = {
  cohort: (id) => unwrap(api.GET("/api/v1/cohorts/{id}/", { params: { path: { id } } })),
  instructor: (id) =>
    unwrap(api.GET("/api/v1/instructors/{id}/", { params: { path: { id } } })),
  room: (id) => unwrap(api.GET("/api/v1/rooms/{id}/", { params: { path: { id } } })),
  student: (id) => unwrap(api.GET("/api/v1/students/{id}/", { params: { path: { id } } })),
  course: async (id) =>
    courseThing(await unwrap(api.GET("/api/v1/courses/{id}/", { params: { path: { id } } }))),
  department: (id) =>
    unwrap(api.GET("/api/v1/departments/{id}/", { params: { path: { id } } })),
  building: (id) => unwrap(api.GET("/api/v1/buildings/{id}/", { params: { path: { id } } })),
  programme: (id) => unwrap(api.GET("/api/v1/programmes/{id}/", { params: { path: { id } } })),
  class: (id) => unwrap(api.GET("/api/v1/classes/{id}/", { params: { path: { id } } })),
};

/** The first things, by name, that a search finds among what a term can use. */
export function thingsQuery(kind: ThingKind, term: string, search: string) {
  return queryOptions({
    queryKey: ["things", kind, term, search],
    queryFn: () => LISTS[kind]({ search, page_size: PAGE, ordering: "name" }, term),
  });
}

/** One thing, to name what an address or a row refers to. */
export function thingQuery(kind: ThingKind, id: string) {
  return queryOptions({
    queryKey: ["thing", kind, id],
    queryFn: async (): Promise<Thing> => {
      const { name, note } = await ONE[kind](id);
      return { id, name, note };
    },
    staleTime: 60_000,
  });
}
