import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import { isOpen } from "@/lib/job-states";
import type { Job, JobRequest } from "@/api/types";

const POLL_MS = 5000;

export const jobsKey = (term: string) => ["jobs", { term }] as const;

/** The jobs of a term, newest first; asked again while one of them is open. */
export function jobsQuery(term: string) {
  return queryOptions({
    queryKey: jobsKey(term),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/jobs/", { params: { query: { term, page_size: 50 } }, signal })),
    refetchInterval: ({ state }) =>
      state.data?.results.some((job) => isOpen(job.state)) ? POLL_MS : false,
  });
}

export function jobQuery(id: string) {
  return queryOptions({
    queryKey: ["jobs", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/jobs/{id}/", { params: { path: { id } }, signal })),
  });
}

/** How the job and its solves stand, with the latest progress of each. */
export function jobProgressQuery(id: string) {
  return queryOptions({
    queryKey: ["jobs", id, "progress"],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/jobs/{id}/progress/", { params: { path: { id } }, signal })),
  });
}

/** What the generation service has to search with. */
export const machineQuery = queryOptions({
  queryKey: ["machine"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/machine/", { signal })),
});

export function createJob(body: JobRequest): Promise<Job> {
  return unwrap(api.POST("/api/v1/jobs/", { body }));
}

export type Diagnosis = components["schemas"]["Diagnosis"];

/** Why the job's problem has no valid timetable, if it has none; takes up to a minute. */
export function diagnoseJob(id: string): Promise<Diagnosis> {
  return unwrap(
    api.POST("/api/v1/jobs/{id}/diagnosis/", {
      params: { path: { id } },
      body: { time_limit: 60 },
    }),
  );
}

/** Stops a job; `keepBest` keeps the best timetables found so far. */
export function cancelJob(id: string, keepBest: boolean): Promise<unknown> {
  return unwrap(
    api.POST("/api/v1/jobs/{id}/cancel/", {
      params: { path: { id } },
      body: { keep_best: keepBest },
    }),
  );
}
