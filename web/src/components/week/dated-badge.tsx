"use client";
import { useTranslations } from "next-intl";
import type { OwnChange } from "@/api/types";
import { useFormat } from "@/components/format";
import { Badge } from "@/components/ui/badge";
import type { DatedMeeting } from "@/components/week/dated";

const TONES = { cancelled: "bad", moved: "caution", substituted: "info" } as const;

/** That a meeting is different on its date. */
export function DatedBadge({ change }: { change: Pick<OwnChange, "kind"> }) {
  const t = useTranslations("myWeek.changes.dated");
  return <Badge tone={TONES[change.kind]}>{t(change.kind)}</Badge>;
}

/** The day that a meeting moved to, on the one that it left. */
function LeftBadge({ to }: { to: string }) {
  const t = useTranslations("myWeek.changes.dated");
  const format = useFormat();
  return <Badge tone={TONES.moved}>{t("left", { day: format.day(to) })}</Badge>;
}

/** Whether a class is not held where it stands: shown, but stepped back. */
export const isOff = (meeting: DatedMeeting) =>
  meeting.isLeft === true || meeting.change?.kind === "cancelled";

/** The mark of a meeting in a grid or list. */
export const datedMark = (meeting: DatedMeeting) =>
  meeting.change && (
    <span className="ml-1 inline-block align-middle">
      {meeting.isLeft ? (
        <LeftBadge to={meeting.change.new_date!} />
      ) : (
        <DatedBadge change={meeting.change} />
      )}
    </span>
  );
