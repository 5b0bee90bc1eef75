"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useReducer, useState } from "react";
import { followEvents, type Connection } from "@/api/events";
import { jobProgressQuery } from "@/api/jobs";
import type { JobProgress, JobStatus, Progress } from "@/api/types";
import { isEnded, NOTHING_LIVE, reduceLive, type LiveEvent, type LiveJob } from "./live";

const FLUSH_MS = 150;
const POLL_MS = 3000;

export interface Live {
  job: LiveJob;
  connection: Connection;
}

/** What a polled answer says, as the events that it stands for. */
export function eventsOf(progress: JobProgress): LiveEvent[] {
  const events: LiveEvent[] = [{ kind: "status", status: progress }];
  for (const solve of progress.solves) {
    if (solve.progress)
      events.push({ kind: "progress", solve: solve.id, progress: solve.progress });
  }
  return events;
}

/**
 * Follows a job: its stream of events, which tells all from the start to whoever comes back,
 * and the polled progress while there is no stream.
 */
export function useLiveJob(id: string): Live {
  const [job, take] = useReducer(reduceLive, NOTHING_LIVE);
  const [connection, setConnection] = useState<Connection>("connecting");
  const queries = useQueryClient();
  const ended = job.status !== null && isEnded(job.status.state);

  useEffect(() => {
    if (ended) return;
    let waiting: LiveEvent[] = [];
    const flush = setInterval(() => {
      if (waiting.length === 0) return;
      take(waiting);
      waiting = [];
    }, FLUSH_MS);
    const stop = followEvents(`/api/v1/jobs/${id}/events/`, {
      names: ["job", "progress"],
      onConnection: setConnection,
      onEvent: (name, data) =>
        waiting.push(
          name === "job"
            ? { kind: "status", status: data as JobStatus }
            : { kind: "progress", ...(data as { solve: string; progress: Progress }) },
        ),
    });
    return () => {
      clearInterval(flush);
      stop();
    };
  }, [id, ended]);

  const polled = useQuery({
    ...jobProgressQuery(id),
    enabled: !ended && connection === "lost",
    refetchInterval: POLL_MS,
  });
  useEffect(() => {
    if (polled.data) take(eventsOf(polled.data));
  }, [polled.data]);

  useEffect(() => {
    // The lists and the summary have something new to tell.
    if (ended) {
      for (const key of ["jobs", "timetables", "terms"])
        void queries.invalidateQueries({ queryKey: [key] });
    }
  }, [ended, queries]);

  return { job, connection };
}
