import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { Written } from "@/api/drafts";
import type { TimetableDetail } from "@/api/types";

/** A draft that begins as a copy. */
export function copyTimetable(copy_of: string, name: string): Promise<TimetableDetail> {
  return unwrap(api.POST("/api/v1/timetables/", { body: { copy_of, name } }));
}

const key = (timetable: string, against: string | undefined) => [
  "timetables",
  timetable,
  "against",
  against ?? "published",
];

/** In numbers, what is different in a timetable from another one, or from the published one. */
export function differencesQuery(timetable: string, against?: string) {
  return queryOptions({
    queryKey: [...key(timetable, against), "differences"],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/timetables/{id}/differences/", {
          params: { path: { id: timetable }, query: { against } },
          signal,
        }),
      ),
  });
}

/** Classes that differ, with their place in each of the two. */
export function changedClassesQuery(
  timetable: string,
  against: string,
  page: number,
  page_size: number,
  department: string | undefined,
) {
  return queryOptions({
    queryKey: [...key(timetable, against), "classes", department ?? null, page],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/timetables/{id}/differences/classes/", {
          params: { path: { id: timetable }, query: { against, department, page, page_size } },
          signal,
        }),
      ),
  });
}

/** Scores of the other one and of this one, and who gains and who loses. */
export function comparisonQuery(timetable: string, against: string) {
  return queryOptions({
    queryKey: [...key(timetable, against), "comparison"],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/timetables/{id}/comparison/", {
          params: { path: { id: timetable }, query: { against } },
          signal,
        }),
      ),
  });
}

export type Who = "students" | "instructors";

/** People for whom something differs: clashes, days and minutes, in each of the two. */
export function comparedPeopleQuery(
  timetable: string,
  against: string,
  kind: Who,
  page: number,
  page_size: number,
) {
  return queryOptions({
    queryKey: [...key(timetable, against), kind, page],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/timetables/{id}/comparison/{kind}/", {
          params: { path: { id: timetable, kind }, query: { against, page, page_size } },
          signal,
        }),
      ),
  });
}

export interface Merge {
  /** The draft that is changed, and the version that was looked at. */
  into: string;
  version: number;
  /** Where the places come from. */
  other: string;
  classes: string[];
  /** Of classes that both have moved: whose place each gets. */
  choose: Record<string, "ours" | "theirs">;
  accept: string[];
}

/** Lets classes of a draft be where another timetable has them. */
export function mergeTimetable({ into, version, ...body }: Merge): Promise<Written> {
  return unwrap(
    api.POST("/api/v1/timetables/{id}/merge/", {
      params: { path: { id: into }, header: { "If-Match": `"${version}"` } },
      body: { ...body, reason: "" },
    }),
  );
}
