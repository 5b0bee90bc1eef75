"use client";
import { Archive, FilePen } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge, type Tone } from "@/components/ui/badge";

type State = "draft" | "in_review" | "approved" | "published" | "archived";

const TONES: Record<State, Tone> = {
  draft: "neutral",
  in_review: "info",
  approved: "good",
  published: "good",
  archived: "neutral",
};

const ICONS: Partial<Record<State, ReactNode>> = {
  draft: <FilePen aria-hidden />,
  archived: <Archive aria-hidden />,
};

/** How far a timetable has come, as a word with its sign. */
export function TimetableStateBadge({ state }: { state: State }) {
  const t = useTranslations("jobs.timetableStates");
  return (
    <Badge tone={TONES[state]} icon={ICONS[state]}>
      {t(state)}
    </Badge>
  );
}
