"use client";
import { useTranslations } from "next-intl";
import type { OwnChange } from "@/api/types";
import { DatedLine } from "@/components/week/dated-line";

/** The changes of dates that are still to come, the next first. */
export function DatedList({ changes, today }: { changes: OwnChange[]; today: string }) {
  const t = useTranslations("myWeek.changes.dated");
  const ahead = changes.filter((each) => (each.new_date ?? each.date) >= today);
  if (ahead.length === 0) return null;
  return (
    <section aria-labelledby="dated">
      <h2 id="dated" className="mb-2 text-md font-semibold">
        {t("title")}
      </h2>
      <ul className="flex flex-col gap-2">
        {ahead.map((change) => (
          <li
            key={change.id}
            className="rounded-lg border border-line bg-surface px-3 py-2 shadow-low"
          >
            <DatedLine change={change}>
              <span className="font-medium">{change.course.name || change.course.code}</span>
            </DatedLine>
          </li>
        ))}
      </ul>
    </section>
  );
}
