"use client";
import type { Job } from "@/api/types";
import { useGenerationName } from "@/components/generation-name";
import { JobStateBadge } from "@/components/job-state";
import { Page } from "@/components/page";
import { useSession } from "@/components/session";
import { isOpen } from "@/lib/job-states";
import { mayGenerate } from "@/lib/roles";
import { liveRows } from "./board";
import { CurveCard } from "./curve-card";
import { ProgressCard } from "./progress-card";
import { SolveTable } from "./solve-table";
import { StopControls } from "./stop-controls";
import { useLiveJob } from "./use-live-job";

export function RunningJob({ job }: { job: Job }) {
  const generation = useGenerationName();
  const { me } = useSession();
  const { job: live, connection } = useLiveJob(job.id);
  const rows = liveRows(live);
  const state = live.status?.state ?? job.state;
  return (
    <Page
      title={generation(job.created_at)}
      aside={<JobStateBadge state={state} />}
      actions={
        isOpen(state) &&
        mayGenerate(me.membership?.role) && (
          <StopControls job={job.id} isStopping={state === "cancelling"} />
        )
      }
    >
      <div className="flex flex-col gap-4">
        <ProgressCard job={job} live={live} rows={rows} connection={connection} />
        <CurveCard rows={rows} />
        <SolveTable rows={rows} isLive />
      </div>
    </Page>
  );
}
