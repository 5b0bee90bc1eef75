"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { checkQuery } from "@/api/drafts";
import { useErrorText } from "@/components/error-text";
import { useFormat } from "@/components/format";
import { Badge } from "@/components/ui/badge";
import { Spinner } from "@/components/ui/spinner";
import type { Meeting } from "@/lib/week/meeting";
import { useReasonText } from "@/components/reason-text";

/** Everything that a class costs and breaks where it is, each with its reason. */
export function CostHere({
  timetable,
  version,
  meeting,
}: {
  timetable: string;
  version: number;
  meeting: Meeting;
}) {
  const t = useTranslations("edit.cost");
  const parts = useTranslations("jobs.components");
  const format = useFormat();
  const describe = useErrorText();
  const reasonText = useReasonText();
  const cls = meeting.class_id;
  // What would be gone without the class is what it costs.
  const { data, error } = useQuery(checkQuery(timetable, version, [{ cls, place: null }]));
  const charges = data?.resolved ?? [];
  const total = charges.reduce((sum, { cost }) => sum - cost, 0);
  return (
    <section aria-labelledby="cost-here" className="mt-5 border-t border-line pt-3">
      <h3 id="cost-here" className="flex items-baseline justify-between text-sm font-semibold">
        {t("title")}
        {data && <span className="tabular-nums">{t("total", { cost: total })}</span>}
      </h3>
      {error ? (
        <p className="text-sm text-bad">{describe(error)}</p>
      ) : !data ? (
        <Spinner />
      ) : charges.length === 0 ? (
        <p className="text-sm text-muted">{t("nothing")}</p>
      ) : (
        <>
          <ul className="mt-1.5 flex flex-col gap-1.5">
            {charges.map((reason, index) => (
              <li key={index} className="flex items-start justify-between gap-3 text-sm">
                <span className="min-w-0">
                  {reasonText(reason, cls)}
                  {parts.has(reason.component as "time") && (
                    <span className="block text-xs text-faint">
                      {parts(reason.component as "time")}
                    </span>
                  )}
                </span>
                {reason.hard < 0 ? (
                  <Badge tone="bad">{t("broken")}</Badge>
                ) : (
                  <span className="tabular-nums">{format.number(-reason.cost)}</span>
                )}
              </li>
            ))}
          </ul>
          <p className="mt-2 text-xs text-faint">{t("about")}</p>
        </>
      )}
    </section>
  );
}
