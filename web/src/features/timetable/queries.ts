import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, unwrap } from "@/api/client";
import { asOwnChange, datesQuery, placeQuery } from "@/api/dates";
import type { OwnChange, Term } from "@/api/types";
import type { View } from "@/components/week/view";
import type { Meeting } from "@/lib/week/meeting";
import { positionOf } from "@/lib/week/weeks";

const NO_MEETINGS: Meeting[] = [];

/** The meetings of one thing in a timetable; those of the last one stay while new ones load. */
export function useMeetings(timetable: string, view: View, thing: string | null) {
  return useQuery({
    queryKey: ["timetables", timetable, "meetings", view, thing],
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/timetables/{id}/meetings/", {
          params: { path: { id: timetable }, query: { [view]: thing } },
        }),
      ),
    enabled: thing !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

/** The changes of dates that begin or end in a week of a term; none without a week. */
export function useChangesOf(term: Term, week: number | null): OwnChange[] {
  const firstDay = term.first_day ?? null;
  const { data } = useQuery({
    ...datesQuery(term.id, undefined),
    enabled: week !== null && firstDay !== null,
  });
  return useMemo(
    () =>
      data && week !== null && firstDay !== null
        ? data.results
            .filter(({ date, new_date }) =>
              [date, new_date ?? date].some((day) => positionOf(firstDay, day).week === week),
            )
            .map(asOwnChange)
        : [],
    [data, week, firstDay],
  );
}

/** Classes that only a change of a date brings to a room, or to whoever teaches instead. */
export function useComing(
  timetable: string,
  thing: string | undefined,
  changes: readonly OwnChange[],
  meetings: readonly Meeting[] = NO_MEETINGS,
): Meeting[] {
  const here = new Set(meetings.map(({ class_id }) => class_id));
  const coming = changes.filter(
    ({ cls, room, instructor }) =>
      thing !== undefined && [room?.id, instructor?.id].includes(thing) && !here.has(cls),
  );
  return useQueries({
    queries: [...new Set(coming.map(({ cls }) => cls))].map((cls) =>
      placeQuery(timetable, cls),
    ),
    combine: placesOf,
  });
}

const placesOf = (results: { data?: Meeting | null }[]): Meeting[] =>
  results.flatMap(({ data }) => data ?? []);
