"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { timetableQuery } from "@/api/timetables";
import type { Term, TimetableDetail } from "@/api/types";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/page";
import { useSession } from "@/components/session";
import { useGenerationName } from "@/components/generation-name";
import { TimetableStateBadge } from "@/components/timetable-state";
import { DownloadsMenu } from "./downloads-menu";
import { mayEditDrafts } from "@/lib/roles";
import { EditedWeek } from "./editing/edited-week";
import { ShownWeek } from "./shown-week";
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
  const { me } = useSession();
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
        <DownloadsMenu
          timetable={id}
          view={shown.view}
          thing={shown.thing}
          origin={term.origin}
        />
      }
      toolbar={<Toolbar term={term} shown={shown} />}
    >
      {timetable?.state === "draft" && mayEditDrafts(me.membership?.role) ? (
        <EditedWeek timetable={id} term={term} shown={shown} />
      ) : (
        <ShownWeek timetable={id} term={term} shown={shown} />
      )}
    </Page>
  );
}
