"use client";
import { useTranslations } from "next-intl";
import Link from "next/link";
import type { Timetable } from "@/api/types";
import { useProfileName } from "@/components/profile-name";
import { BrokenSince } from "@/components/review/broken";
import { ReviewActions } from "@/components/review/review-actions";
import { TimetableStateBadge } from "@/components/timetable-state";
import { ButtonLink } from "@/components/ui/button";

/** A compared timetable's name and state, and in how many rows it is best. */
export function TimetableHead({
  timetable,
  best,
  of,
}: {
  timetable: Timetable;
  best: number;
  of: number;
}) {
  const t = useTranslations("compare");
  const profileName = useProfileName();
  return (
    <div className="flex flex-col items-start gap-1.5">
      <Link
        href={`/terms/${timetable.term}/timetables/${timetable.id}`}
        className="text-sm font-semibold text-ink hover:underline"
      >
        {timetable.name}
      </Link>
      {timetable.profile && (
        <span className="text-xs text-muted">{profileName(timetable.profile)}</span>
      )}
      <TimetableStateBadge state={timetable.state} />
      {timetable.solver?.fallback === "gpu_unavailable" && (
        <p className="max-w-60 text-xs font-normal text-caution">{t("onCpu")}</p>
      )}
      {timetable.state === "draft" && timetable.last_rejection && (
        <p className="max-w-60 text-xs font-normal text-caution">
          {t("sentBack", { reason: timetable.last_rejection })}
        </p>
      )}
      {timetable.score_stale && (
        <p className="max-w-60 text-xs font-normal text-caution">{t("stale")}</p>
      )}
      <div className="max-w-60 font-normal">
        <BrokenSince timetable={timetable} />
      </div>
      {of > 0 && !timetable.score_stale && (
        <span className="text-xs text-faint">{t("bestIn", { count: best, of })}</span>
      )}
    </div>
  );
}

/** What can be done with a compared timetable. */
export function TimetableActions({ timetable }: { timetable: Timetable }) {
  const t = useTranslations("compare");
  return (
    <div className="flex flex-wrap gap-2">
      <ButtonLink size="sm" href={`/terms/${timetable.term}/timetables/${timetable.id}`}>
        {t("open")}
      </ButtonLink>
      <ButtonLink size="sm" href={`/terms/${timetable.term}/timetables/${timetable.id}/beside`}>
        {t("besides")}
      </ButtonLink>
      <ReviewActions timetable={timetable} look={{ size: "sm" }} />
    </div>
  );
}
