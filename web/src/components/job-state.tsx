"use client";
import { CircleDashed, CircleSlash, Clock3 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { SolveState } from "@/api/types";
import { Badge, type Tone } from "@/components/ui/badge";
import { Spinner } from "@/components/ui/spinner";

const TONES: Record<SolveState, Tone> = {
  waiting: "neutral",
  queued: "neutral",
  running: "info",
  cancelling: "caution",
  succeeded: "good",
  partial: "caution",
  failed: "bad",
  cancelled: "neutral",
};

const ICONS: Partial<Record<SolveState, React.ReactNode>> = {
  waiting: <CircleDashed aria-hidden />,
  queued: <Clock3 aria-hidden />,
  running: <Spinner className="size-3" />,
  cancelled: <CircleSlash aria-hidden />,
};

/** The state of a job, or of one of its solves, as a word with its sign. */
export function JobStateBadge({ state }: { state: SolveState }) {
  const t = useTranslations("jobs.states");
  return (
    <Badge tone={TONES[state]} icon={ICONS[state]}>
      {t(state)}
    </Badge>
  );
}
