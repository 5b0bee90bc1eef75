"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { differencesQuery } from "@/api/differences";
import type { Timetable } from "@/api/types";
import { useErrorText } from "@/components/error-text";
import { useFormat } from "@/components/format";
import { useSession } from "@/components/session";
import { useTermMoment } from "@/components/week/use-term-moment";
import { BrokenNow } from "./broken";
import { SkeletonRows } from "@/components/ui/skeleton";

/** What changes, and for whom, when the timetable takes the place of the published one. */
export function PublishPreview({ timetable }: { timetable: Timetable }) {
  const t = useTranslations("review.publish.preview");
  const describe = useErrorText();
  const format = useFormat();
  const { data, error } = useQuery(differencesQuery(timetable.id));
  const term = useSession().terms.find(({ id }) => id === timetable.term);
  const moment = useTermMoment(term);
  if (error) {
    return (
      <p role="alert" className="text-sm text-bad">
        {describe(error)}
      </p>
    );
  }
  if (!data) return <SkeletonRows rows={4} className="p-0" />;
  const { against, classes } = data;
  const changes = [
    ["moved", classes.moved],
    ["rooms", classes.room_changed],
    ["placed", classes.new],
    ["cancelled", classes.cancelled],
  ] as const;
  const people = [
    ["students", data.students],
    ["instructors", data.instructors],
  ] as const;
  return (
    <div className="flex flex-col gap-3 text-sm">
      <BrokenNow timetable={timetable} />
      {moment?.inTerm && (
        <p className="text-caution">{t("begun", { week: moment.week + 1 })}</p>
      )}
      <p>
        {against
          ? t("replaces", {
              name: against.name,
              time: against.published_at ? format.moment(against.published_at) : "",
            })
          : t("first")}
      </p>
      <dl className="grid grid-cols-2 gap-3">
        {people.map(([who, count]) => (
          <div key={who} className="flex flex-col-reverse rounded-md bg-sunken px-3 py-2">
            <dt className="text-xs text-muted">
              {t(against ? who : `${who}First`, { count })}
            </dt>
            <dd className="text-xl font-semibold tabular-nums">{format.number(count)}</dd>
          </div>
        ))}
      </dl>
      <ul className="flex flex-col gap-1 text-muted">
        {changes.map(
          ([kind, count]) => count > 0 && <li key={kind}>{t(`classes.${kind}`, { count })}</li>,
        )}
        {data.clashes_gone > 0 && <li>{t("gone", { count: data.clashes_gone })}</li>}
      </ul>
      {against && data.students_with_new_clashes > 0 && (
        <p className="text-caution">
          {t("clashes", {
            clashes: data.clashes_created,
            students: data.students_with_new_clashes,
          })}
        </p>
      )}
      {against && (
        <Link
          href={`/terms/${timetable.term}/timetables/${timetable.id}/beside?against=${against.id}`}
          className="self-start text-accent-ink hover:underline"
        >
          {t("all")}
        </Link>
      )}
    </div>
  );
}
