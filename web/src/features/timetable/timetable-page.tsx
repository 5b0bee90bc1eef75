"use client";
import { useQuery } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { timetableQuery } from "@/api/timetables";
import type { Term, TimetableDetail } from "@/api/types";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/page";
import { useSession } from "@/components/session";
import { useGenerationName } from "@/components/generation-name";
import { useBrokenClasses } from "@/components/review/broken";
import { ReviewActions } from "@/components/review/review-actions";
import { TimetableStateBadge } from "@/components/timetable-state";
import { DownloadsMenu } from "./downloads-menu";
import { ButtonLink } from "@/components/ui/button";
import { mayEditDrafts, mayGenerate } from "@/lib/roles";
import { Comments } from "./comments";
import { CopyButton } from "./copy-button";
import { Figures } from "./figures";
import { EditedWeek } from "./editing/edited-week";
import { ShownWeek } from "./shown-week";
import { useMeetings } from "./queries";
import { Toolbar } from "./toolbar";
import { useShown } from "./use-shown";

/** One timetable of a term, as the week of whoever is picked. */
export function TimetablePage({
  term: termId,
  timetable,
}: {
  term: string;
  timetable: string;
}) {
  const t = useTranslations("timetable");
  const { terms } = useSession();
  const term = terms.find(({ id }) => id === termId);
  const query = useQuery(timetableQuery(timetable));
  if (query.error || !term) {
    return (
      <Page title={t("title")}>
        <ErrorState error={query.error} onRetry={() => query.refetch()} />
      </Page>
    );
  }
  return <Loaded term={term} id={timetable} timetable={query.data} />;
}

function Loaded({
  term,
  id,
  timetable,
}: {
  term: Term;
  id: string;
  timetable: TimetableDetail | undefined;
}) {
  const t = useTranslations("timetable");
  const generation = useGenerationName();
  const shown = useShown(term);
  const role = useSession().me.membership?.role;
  const { data: meetings } = useMeetings(id, shown.view, shown.thing?.id ?? null);
  const meeting = meetings?.find(({ class_id }) => class_id === shown.selected);
  const broken = useBrokenClasses(timetable);
  const isEdited = timetable?.state === "draft" && mayEditDrafts(role);
  const selected = meeting ? { id: meeting.class_id, name: meeting.name } : null;
  return (
    <Page
      width="wide"
      title={timetable?.name ?? t("title")}
      aside={
        timetable && (
          <>
            <TimetableStateBadge state={timetable.state} />
            {timetable.asked_at && (
              <Link
                href={`/terms/${term.id}/timetables?job=${timetable.job}`}
                className="truncate text-sm text-muted hover:text-ink hover:underline max-sm:hidden"
              >
                {generation(timetable.asked_at)}
              </Link>
            )}
          </>
        )
      }
      actions={
        <>
          {timetable && !isEdited && (
            <div className="max-md:-ml-3 max-md:basis-full">
              <Figures timetable={id} />
            </div>
          )}
          <Comments timetable={id} selected={selected} />
          {timetable && mayGenerate(role) && (
            <CopyButton term={term.id} timetable={timetable} />
          )}
          <ButtonLink
            href={`/terms/${term.id}/timetables/${id}/beside`}
            aria-label={t("beside")}
          >
            <Scale aria-hidden />
            <span className="max-lg:sr-only">{t("beside")}</span>
          </ButtonLink>
          <DownloadsMenu
            timetable={id}
            view={shown.view}
            thing={shown.thing}
            origin={term.origin}
          />
          {timetable && <ReviewActions timetable={timetable} look={{ variant: "primary" }} />}
        </>
      }
      toolbar={<Toolbar term={term} shown={shown} />}
    >
      {isEdited ? (
        <EditedWeek timetable={id} term={term} shown={shown} broken={broken} />
      ) : (
        <ShownWeek
          timetable={id}
          version={timetable?.state === "archived" ? undefined : timetable?.version}
          term={term}
          shown={shown}
          broken={broken}
          isDated={timetable?.state === "published"}
        />
      )}
    </Page>
  );
}
