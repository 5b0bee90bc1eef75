import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import type { ApiToken, CourseRequest } from "@/api/types";

type Schemas = components["schemas"];

/** One's own meetings in the published timetable of the current term. */
export const myWeekQuery = queryOptions({
  queryKey: ["my", "week"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/my/week/", { signal })),
});

/** What the latest publication changed in one's own week. */
export const myChangesQuery = queryOptions({
  queryKey: ["my", "week", "changes"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/my/week/changes/", { signal })),
});

/** One's own calendar links that still open: tokens for the calendar alone. */
export const calendarLinksQuery = queryOptions({
  queryKey: ["my", "calendar-links"],
  queryFn: async ({ signal }) => {
    const page = await unwrap(
      api.GET("/api/v1/tokens/", { params: { query: { page_size: 500 } }, signal }),
    );
    return page.results.filter(
      ({ scopes, revoked_at }) => revoked_at === null && scopes.includes("calendar"),
    );
  },
});

/** A new calendar link; its address is in this answer and never again. */
export async function makeCalendarLink(name: string): Promise<ApiToken & { path: string }> {
  const made = await unwrap(
    api.POST("/api/v1/tokens/", { body: { name, scopes: ["calendar"] } }),
  );
  return { ...made, path: `/api/v1/calendar/${made.token}/` };
}

export function revokeToken(id: string): Promise<unknown> {
  return unwrap(api.DELETE("/api/v1/tokens/{id}/", { params: { path: { id } } }));
}

/** An instructor's own hours: without classes, and with a cost. */
export function availabilityQuery(instructor: string) {
  return queryOptions({
    queryKey: ["my", "availability", instructor],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/availabilities/{id}/", {
          params: { path: { id: instructor } },
          signal,
        }),
      ),
  });
}

export function saveAvailability(
  instructor: string,
  body: Schemas["PatchedAvailabilityRequest"],
): Promise<Schemas["Availability"]> {
  const params = { path: { id: instructor } };
  return unwrap(api.PATCH("/api/v1/availabilities/{id}/", { params, body }));
}

/** How an instructor liked times and rooms of the classes of a timetable. */
export function classRatingsQuery(timetable: string, instructor: string) {
  return queryOptions({
    queryKey: ["my", "ratings", timetable],
    queryFn: async ({ signal }) => {
      const query = { timetable, instructor, page_size: 500 };
      const page = await unwrap(
        api.GET("/api/v1/class-ratings/", { params: { query }, signal }),
      );
      return page.results;
    },
  });
}

type ClassRating = Schemas["ClassRating"];
export type Stars = Pick<ClassRating, "time_stars" | "room_stars">;

/** Writes a rating, the first or the next of a class. */
export function rateClass(
  about: { timetable: string; instructor: string; cls: string },
  before: ClassRating | undefined,
  stars: Partial<Stars>,
): Promise<ClassRating> {
  if (!before)
    return unwrap(api.POST("/api/v1/class-ratings/", { body: { ...about, ...stars } }));
  return unwrap(
    api.PATCH("/api/v1/class-ratings/{id}/", {
      params: { path: { id: before.id } },
      body: { ...stars, version: before.version },
    }),
  );
}

export const wishesKey = (term: string) => ["my", "wishes", term] as const;

/** What a student put on the list for a term, the most wanted first. */
export function wishesQuery(term: string, student: string) {
  return queryOptions({
    queryKey: wishesKey(term),
    queryFn: async ({ signal }) => {
      const query = { term, student, ordering: "rank", page_size: 500 };
      const page = await unwrap(
        api.GET("/api/v1/course-requests/", { params: { query }, signal }),
      );
      return page.results;
    },
  });
}

export interface ChoicesAsked {
  search?: string;
  type?: Schemas["Choice"]["type"];
  offering?: string[];
  page?: number;
  page_size?: number;
}

/** Offerings of a term that a student could take, with seats and clashes. */
export function choicesQuery(term: string, { type, ...asked }: ChoicesAsked) {
  const query = { term, ...asked, type: type || undefined };
  return queryOptions({
    queryKey: ["my", "choices", query],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/my/choices/", { params: { query }, signal })),
  });
}

export function addWish(
  student: string,
  offering: string,
  rank: number,
): Promise<CourseRequest> {
  return unwrap(api.POST("/api/v1/course-requests/", { body: { student, offering, rank } }));
}

export function removeWish(id: string): Promise<unknown> {
  return unwrap(api.DELETE("/api/v1/course-requests/{id}/", { params: { path: { id } } }));
}

/** Ranks one's whole list anew. */
export function orderWishes(ids: string[]): Promise<CourseRequest[]> {
  return unwrap(api.POST("/api/v1/course-requests/order/", { body: { ids } }));
}
