"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { OwnChange } from "@/api/types";
import { useFormat } from "@/components/format";
import { clock } from "@/lib/week/meeting";
import { DatedBadge } from "./dated-badge";

interface DatedLineProps {
  change: OwnChange;
  /** Whose meeting it is, where that is not said around it. */
  children?: ReactNode;
}

/** What is different with a meeting on one date, and why. */
export function DatedLine({ change, children }: DatedLineProps) {
  const t = useTranslations("myWeek.changes.dated");
  const format = useFormat();
  const to = [
    format.day(change.new_date ?? change.date),
    change.start_minute !== null && clock(change.start_minute),
    change.room?.name,
  ];
  return (
    <div className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1 text-sm">
      <DatedBadge change={change} />
      {children}
      <span className="text-muted tabular-nums">
        {format.day(change.date)}
        {change.kind === "moved" && ` ${t("movedTo", { when: to.filter(Boolean).join(" ") })}`}
        {change.instructor && ` ${t("by", { name: change.instructor.name })}`}
      </span>
      {change.reason && <span className="text-faint">{change.reason}</span>}
    </div>
  );
}
