import { mutationOptions, queryOptions, type QueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { ApiError } from "@/api/errors";
import type { components } from "@/api/schema";
import type { Edit, EditFeed, Finding, Timetable, TimetableDetail } from "@/api/types";

type Schemas = components["schemas"];
/** A class's new place; what is not given stays. */
export type Change = Schemas["ChangeRequest"];
export type Written = Schemas["Written"];

/** How often others' edits are asked for, in milliseconds. */
const POLL = 4_000;

export const draftKey = (timetable: string) => ["timetables", timetable] as const;
const feedKey = (timetable: string) => [...draftKey(timetable), "edits"] as const;

/**
 * The draft's log of edits, its version, who else is here, and what one's own undo and redo
 * would take back. Each time only what is newer than the last is asked for; `holding` tells
 * the others which class is about to be moved.
 */
export function feedQuery(client: QueryClient, timetable: string, holding: string | null) {
  return queryOptions({
    queryKey: feedKey(timetable),
    queryFn: async ({ signal }): Promise<EditFeed> => {
      const known = client.getQueryData<EditFeed>(feedKey(timetable))?.edits ?? [];
      const edits: Edit[] = [...known];
      for (;;) {
        const query = { after: edits.at(-1)?.number ?? 0, holding: holding ?? undefined };
        const feed = await unwrap(
          api.GET("/api/v1/timetables/{id}/edits/", {
            params: { path: { id: timetable }, query },
            signal,
          }),
        );
        edits.push(...feed.edits);
        if (feed.edits.length < MOST) return { ...feed, edits };
      }
    },
    refetchInterval: POLL,
    staleTime: 0,
  });
}

/** Notes what was written from here, before the feed is asked again. */
export async function noteWritten(
  client: QueryClient,
  timetable: string,
  { version, edits }: Written,
): Promise<void> {
  // An answer that is on its way is of before.
  await client.cancelQueries({ queryKey: feedKey(timetable) });
  client.setQueryData<EditFeed>(feedKey(timetable), (known) => {
    if (!known) return known;
    const isNew = edits.every(({ back }) => back === null);
    const next = isNew ? { undo: edits, redo: [] } : {};
    return { ...known, version, edits: [...known.edits, ...edits], ...next };
  });
}

/** Edits that one answer of the feed holds at most. */
const MOST = 500;

/** What is broken in the draft as it stands. */
export function findingsQuery(timetable: string) {
  return queryOptions({
    queryKey: [...draftKey(timetable), "findings"],
    queryFn: ({ signal }): Promise<Finding[]> =>
      unwrap(
        api.GET("/api/v1/timetables/{id}/findings/", {
          params: { path: { id: timetable } },
          signal,
        }),
      ),
  });
}

/** The first question about a timetable may find it still being read: then ask again. */
const waiting = {
  retry: (count: number, error: unknown) =>
    error instanceof ApiError && error.code === "timetable_loading" && count < 60,
  retryDelay: 1_000,
};

/** What is required and not kept in that version, of every kind, with the classes it concerns. */
export function brokenQuery({
  id,
  version,
  score: { hard },
}: Pick<Timetable, "id" | "version"> & { score: Pick<Timetable["score"], "hard"> }) {
  return queryOptions({
    queryKey: [...draftKey(id), "broken", version, hard],
    queryFn: ({ signal }) =>
      unwrap(api.POST("/api/v1/timetables/{id}/broken/", { params: { path: { id } }, signal })),
    ...waiting,
  });
}

/** What each time of a class would break and cost, in that version of the draft. */
export function heatQuery(timetable: string, version: number, cls: string) {
  return queryOptions({
    queryKey: [...draftKey(timetable), "heat", version, cls],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/api/v1/timetables/{id}/heat/", {
          params: { path: { id: timetable } },
          body: { cls },
          signal,
        }),
      ),
    ...waiting,
    staleTime: 60_000,
  });
}

/** Better or equal places of a class, the best first. */
export function suggestQuery(timetable: string, version: number, cls: string) {
  return queryOptions({
    queryKey: [...draftKey(timetable), "suggest", version, cls],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/api/v1/timetables/{id}/suggest/", {
          params: { path: { id: timetable } },
          body: { cls, most: 8 },
          signal,
        }),
      ),
    ...waiting,
    staleTime: 60_000,
  });
}

type Asked = Schemas["ChangeAskedRequest"];

/** What these changes would break, mend and cost, all made at once. */
export function checkQuery(timetable: string, version: number, changes: Asked[]) {
  return queryOptions({
    queryKey: [...draftKey(timetable), "check", version, changes],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/api/v1/timetables/{id}/check/", {
          params: { path: { id: timetable } },
          body: { changes },
          signal,
        }),
      ),
    ...waiting,
    staleTime: 60_000,
  });
}

const ifMatch = (version: number) => ({ "If-Match": `"${version}"` });

/** Moves classes at once; findings that are not accepted refuse it (`edit_breaks`). */
export function moveClasses(
  timetable: string,
  version: number,
  [first, ...also]: [Change, ...Change[]],
  accept: string[],
): Promise<Written> {
  return unwrap(
    api.POST("/api/v1/timetables/{id}/edits/", {
      params: { path: { id: timetable }, header: ifMatch(version) },
      body: { ...first, also, accept, reason: "" },
    }),
  );
}

/** Takes back one's own newest change, or makes it again. */
export function stepBack(
  timetable: string,
  version: number,
  which: "undo" | "redo",
  accept: string[],
): Promise<Written> {
  return unwrap(
    api.POST(`/api/v1/timetables/{id}/edits/${which}/`, {
      params: { path: { id: timetable }, header: ifMatch(version) },
      body: { accept },
    }),
  );
}

/** Pins a class to the time or room that it has here; neither sets it free. */
export function pinClass(
  timetable: string,
  cls: string,
  time: boolean,
  room: boolean,
): Promise<void> {
  return unwrap(
    api.POST("/api/v1/timetables/{id}/pin/", {
      params: { path: { id: timetable } },
      body: { cls, time, room },
    }),
  );
}

/** Has the figures of a timetable worked out anew, where something changed since. */
export function rescoreTimetable(timetable: string): Promise<TimetableDetail> {
  return unwrap(
    api.POST("/api/v1/timetables/{id}/score/", { params: { path: { id: timetable } } }),
  );
}

/** So that what is decided on has figures; where they cannot be had, it goes all the same. */
export async function freshened({ id, score_stale: isStale }: Timetable): Promise<void> {
  if (isStale) await rescoreTimetable(id).catch(() => null);
}

/** The same, as long as it takes until the timetable was read. */
export const rescoring = mutationOptions({ mutationFn: rescoreTimetable, ...waiting });
