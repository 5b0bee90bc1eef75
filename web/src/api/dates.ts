import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];
export type DatedChange = Schemas["DatedChange"];

export const datesKey = (term: string) => ["dates", term] as const;

/** A term's changes of one date from a day on, the next first. */
export function datesQuery(term: string, since: string | undefined) {
  return queryOptions({
    queryKey: [...datesKey(term), since ?? null],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/dated-changes/", {
          params: { query: { term, since, page_size: 500 } },
          signal,
        }),
      ),
  });
}

/** The same as those concerned read it. */
export function asOwnChange(change: DatedChange): Schemas["OwnChange"] {
  const { room, room_name, instructor, instructor_name } = change;
  return {
    ...change,
    room: room === null ? null : { id: room, name: room_name ?? "" },
    instructor: instructor === null ? null : { id: instructor, name: instructor_name ?? "" },
  };
}

export function changeDate(body: Schemas["DatedChangeRequest"]): Promise<DatedChange> {
  return unwrap(api.POST("/api/v1/dated-changes/", { body }));
}

/** Lets the meeting be as the timetable has it again. */
export function undoDate(id: string): Promise<unknown> {
  return unwrap(api.DELETE("/api/v1/dated-changes/{id}/", { params: { path: { id } } }));
}

/** Where a timetable has one class; null where it has no place. */
export function placeQuery(timetable: string, cls: string) {
  return queryOptions({
    queryKey: ["timetables", timetable, "place", cls],
    queryFn: async ({ signal }) => {
      const { course } = await unwrap(
        api.GET("/api/v1/classes/{id}/", { params: { path: { id: cls } }, signal }),
      );
      const meetings = await unwrap(
        api.GET("/api/v1/timetables/{id}/meetings/", {
          params: { path: { id: timetable }, query: { course: course.id } },
          signal,
        }),
      );
      return meetings.find(({ class_id }) => class_id === cls) ?? null;
    },
  });
}
