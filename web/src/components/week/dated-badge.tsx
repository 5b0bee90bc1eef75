"use client";
import { useTranslations } from "next-intl";
import type { OwnChange } from "@/api/types";
import { Badge } from "@/components/ui/badge";
import type { DatedMeeting } from "@/components/week/dated";

const TONES = { cancelled: "bad", moved: "caution", substituted: "info" } as const;

/** That a meeting is different on its date. */
export function DatedBadge({ change }: { change: Pick<OwnChange, "kind"> }) {
  const t = useTranslations("myWeek.changes.dated");
  return <Badge tone={TONES[change.kind]}>{t(change.kind)}</Badge>;
}

/** Whether a class meets on no date after all: shown, but stepped back. */
export const isOff = (meeting: DatedMeeting) => meeting.change?.kind === "cancelled";

/** The mark of a meeting in a grid or list. */
export const datedMark = (meeting: DatedMeeting) =>
  meeting.change && (
    <span className="ml-1 inline-block align-middle">
      <DatedBadge change={meeting.change} />
    </span>
  );
