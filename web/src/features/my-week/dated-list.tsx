"use client";
import { useTranslations } from "next-intl";
import type { OwnChange } from "@/api/types";
import { useFormat } from "@/components/format";
import { DatedBadge } from "@/components/week/dated-badge";
import { clock } from "@/lib/week/meeting";

/** The changes of dates that are still to come, the next first. */
export function DatedList({ changes, today }: { changes: OwnChange[]; today: string }) {
  const t = useTranslations("myWeek.changes.dated");
  const format = useFormat();
  const ahead = changes.filter((each) => (each.new_date ?? each.date) >= today);
  if (ahead.length === 0) return null;
  const when = (change: OwnChange) =>
    [
      format.day(change.new_date ?? change.date),
      change.start_minute !== null && clock(change.start_minute),
      change.room?.name,
    ]
      .filter(Boolean)
      .join(" ");
  return (
    <section aria-labelledby="dated">
      <h2 id="dated" className="mb-2 text-md font-semibold">
        {t("title")}
      </h2>
      <ul className="flex flex-col gap-2">
        {ahead.map((change) => (
          <li
            key={change.id}
            className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1 rounded-lg border border-line bg-surface px-3 py-2 text-sm shadow-low"
          >
            <DatedBadge change={change} />
            <span className="font-medium">{change.course.name || change.course.code}</span>
            <span className="text-muted tabular-nums">
              {format.day(change.date)}
              {change.kind === "moved" && ` ${t("movedTo", { when: when(change) })}`}
              {change.instructor && ` ${t("by", { name: change.instructor.name })}`}
            </span>
            {change.reason && <span className="text-faint">{change.reason}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
