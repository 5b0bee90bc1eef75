"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SidePanel } from "@/components/ui/side-panel";
import type { Named } from "@/lib/week/meeting";
import type { DatedMeeting } from "./dated";
import { DatedLine } from "./dated-line";
import { MeetingFacts } from "./meeting-facts";
import type { View } from "./view";
import { useMeetingWords } from "./words";

interface MeetingPanelProps {
  meeting: DatedMeeting;
  firstDay: string | null;
  onOpen?: (view: View, thing: Named) => void;
  onClose: () => void;
  className?: string;
  /** What can be done with it, above the facts. */
  before?: ReactNode;
  /** What else is known of it, under the facts. */
  children?: ReactNode;
}

/** The class that is selected in a week. */
export function MeetingPanel({
  meeting,
  className,
  before,
  children,
  ...props
}: MeetingPanelProps) {
  const t = useTranslations("week");
  const words = useMeetingWords(props.firstDay);
  return (
    <SidePanel
      label={t("details")}
      title={meeting.course.name || words.title(meeting)}
      description={[
        meeting.course.code !== meeting.course.name && meeting.course.code,
        words.part(meeting.part),
        meeting.name !== meeting.course.code && meeting.name,
      ]
        .filter(Boolean)
        .join(" · ")}
      onClose={props.onClose}
      className={className}
    >
      {before}
      {meeting.change && (
        <div className="mb-4">
          <DatedLine change={meeting.change} />
        </div>
      )}
      <MeetingFacts
        key={meeting.class_id}
        meeting={meeting}
        firstDay={props.firstDay}
        onOpen={props.onOpen}
      />
      {children}
    </SidePanel>
  );
}
