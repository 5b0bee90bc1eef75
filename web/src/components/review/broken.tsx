"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useMemo, useState } from "react";
import { brokenQuery, findingsQuery } from "@/api/drafts";
import type { Reason, Timetable } from "@/api/types";
import { useErrorText } from "@/components/error-text";
import { useReasonText } from "@/components/reason-text";
import { Spinner } from "@/components/ui/spinner";

/**
 * How much is broken in a timetable as things stand now; undefined until that is known. Where it
 * cannot be had, what was scored: the server counts again before anything is approved.
 */
export function useBroken(timetable: Timetable, enabled: boolean): number | undefined {
  const { data, isError } = useQuery({ ...findingsQuery(timetable.id), enabled });
  const scored = timetable.score_stale ? 0 : timetable.score.hard;
  return isError ? scored : data && Math.max(data.length, scored);
}

/** Says so, for those who decide, and which on demand. */
export function Broken({
  timetable,
  count,
}: {
  timetable: Timetable;
  count: number | undefined;
}) {
  const t = useTranslations("review");
  const [isOpen, setOpen] = useState(false);
  if (!count) return null;
  return (
    <div className="text-sm text-pretty whitespace-normal">
      <p className="text-caution">{t("broken", { count })}</p>
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary className="w-fit cursor-pointer text-accent-ink hover:underline">
          {t("brokenWhich")}
        </summary>
        {isOpen && <BrokenList timetable={timetable} />}
      </details>
    </div>
  );
}

/** The same of a timetable that is shown. */
export function BrokenNow({ timetable }: { timetable: Timetable }) {
  return <Broken timetable={timetable} count={useBroken(timetable, true)} />;
}

/** The same where there is room for no more than a way to the timetable, which tells which. */
export function BrokenShort({ timetable }: { timetable: Timetable }) {
  const t = useTranslations("review");
  const count = useBroken(timetable, true);
  if (!count) return null;
  return (
    <Link
      href={`/terms/${timetable.term}/timetables/${timetable.id}?violations=1`}
      className="block text-sm text-pretty text-caution underline underline-offset-2"
    >
      {t("broken", { count })}
    </Link>
  );
}

/** Says so where more is broken than was scored: rooms and people have changed since. */
export function BrokenSince({ timetable }: { timetable: Timetable }) {
  const count = useBroken(timetable, timetable.state !== "archived") ?? 0;
  return (
    count > (timetable.score_stale ? 0 : timetable.score.hard) && (
      <Broken timetable={timetable} count={count} />
    )
  );
}

/** What is broken, each with a way to where its class meets. */
export function BrokenList({
  timetable,
  onLeave,
}: {
  timetable: Timetable;
  onLeave?: () => void;
}) {
  const t = useTranslations("review");
  const describe = useErrorText();
  const { data, error } = useQuery(brokenQuery(timetable));
  if (error) return <p role="alert">{describe(error)}</p>;
  if (!data) return <Spinner className="my-2" />;
  if (data.hard === 0) return <p className="mt-1 text-muted">{t("brokenNone")}</p>;
  const { elsewhere } = data;
  const named = data.reasons.reduce((sum, { hard }) => sum + hard, 0);
  const more = data.hard - elsewhere - named;
  return (
    <ul className="mt-1 flex max-h-72 list-disc flex-col gap-1 overflow-y-auto pl-5">
      {data.reasons.map((reason, index) => (
        <Line key={index} timetable={timetable} reason={reason} onLeave={onLeave} />
      ))}
      {elsewhere > 0 && <li>{t("brokenElsewhere", { count: elsewhere })}</li>}
      {more > 0 && <li>{t("brokenMore", { count: more })}</li>}
    </ul>
  );
}

/** What is broken, told of the first class that one may see, which leads to its week. */
function Line({
  timetable,
  reason,
  onLeave,
}: {
  timetable: Timetable;
  reason: Reason;
  onLeave?: () => void;
}) {
  const sentence = useReasonText("class");
  // Of a whole set no class stands out.
  const about = isOfFew(reason) ? reason.classes.find(({ id }) => id !== null) : undefined;
  if (!about?.id || !about.course) return <li>{sentence(reason)}</li>;
  const week = `${weekOf(reason, about.course.id)}&class=${about.id}`;
  return (
    <li>
      <Link
        href={`/terms/${timetable.term}/timetables/${timetable.id}?${week}`}
        onClick={onLeave}
        className="font-medium text-accent-ink hover:underline"
      >
        {about.name}
      </Link>
      {`: ${sentence(reason, about.id)}`}
    </li>
  );
}

/** Whose week shows all of it: of who teaches, of the room, or else of the course. */
function weekOf({ code, people, room }: Reason, course: string): string {
  const [person] = people;
  if (person) {
    const by = code.startsWith("cohort") ? "cohort" : "instructor";
    return `by=${by}&of=${person.id}`;
  }
  return room && code === "room_double_booked"
    ? `by=room&of=${room.id}`
    : `by=course&of=${course}`;
}

const isOfFew = ({ code }: Reason) => code !== "constraint_set";

/**
 * The classes for which something required is not kept, as the timetable was last scored; of
 * very many, some. Of a set that does not hold no class stands out.
 */
export function useBrokenClasses(timetable: Timetable | undefined): ReadonlySet<string> {
  const hard = timetable?.score.hard ?? 0;
  const { data } = useQuery({
    ...brokenQuery(timetable ?? { id: "", version: 0, score: { hard } }),
    enabled: hard > 0 && !timetable?.score_stale && timetable?.state !== "archived",
    placeholderData: keepPreviousData,
  });
  return useMemo(() => {
    const reasons = hard > 0 ? (data?.reasons.filter(isOfFew) ?? []) : [];
    const classes = reasons.flatMap((reason) => reason.classes.map(({ id }) => id));
    return new Set(classes.filter((id) => id !== null));
  }, [data, hard]);
}
