"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CalendarClock, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { datesKey, datesQuery, undoDate, type DatedChange } from "@/api/dates";
import { termSummaryQuery } from "@/api/terms";
import { useErrorText } from "@/components/error-text";
import { useFormat } from "@/components/format";
import { Page } from "@/components/page";
import { useSession } from "@/components/session";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { useNotify } from "@/components/ui/toast";
import { DatedBadge } from "@/components/week/dated-badge";
import { mayChangeDates } from "@/lib/roles";
import { momentIn } from "@/lib/week/now";
import { clock } from "@/lib/week/meeting";
import { ChangeDialog } from "./change-dialog";

/** What is different on a date from the published timetable of a term. */
export function DatesPage({ term: id }: { term: string }) {
  const t = useTranslations("dates");
  const { me, terms } = useSession();
  const term = terms.find((each) => each.id === id);
  const zone = me.membership?.institution.timezone ?? "UTC";
  const [today] = useState(() => momentIn(zone, new Date()).date);
  const [past, setPast] = useState<"ahead" | "all">("ahead");
  const [adding, setAdding] = useState(false);
  const summary = useQuery(termSummaryQuery(id));
  const { data, error, refetch } = useQuery(datesQuery(id, past === "all" ? undefined : today));
  const published = summary.data?.published_timetable ?? null;
  const may = mayChangeDates(me.membership?.role);
  const firstDay = term?.first_day ?? null;
  return (
    <Page
      title={t("title")}
      actions={
        may &&
        published &&
        firstDay && (
          <Button variant="primary" onClick={() => setAdding(true)}>
            <Plus aria-hidden />
            {t("add")}
          </Button>
        )
      }
    >
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-sm text-pretty text-muted">{t("intro")}</p>
        <Segmented
          label={t("shown")}
          value={past}
          onChange={setPast}
          options={[
            { value: "ahead", label: t("ahead") },
            { value: "all", label: t("all") },
          ]}
        />
      </div>
      <Card>
        {error ? (
          <ErrorState error={error} onRetry={() => refetch()} />
        ) : !data ? (
          <SkeletonRows />
        ) : data.results.length === 0 ? (
          <EmptyState
            icon={<CalendarClock />}
            title={t("none")}
            description={t(published || !summary.data ? "noneText" : "unpublished")}
          />
        ) : (
          <ul className="divide-y divide-line">
            {data.results.map((change) => (
              <Line
                key={change.id}
                term={id}
                change={change}
                may={may && change.date >= today}
              />
            ))}
          </ul>
        )}
      </Card>
      {published && firstDay && (
        <ChangeDialog
          open={adding}
          onOpenChange={setAdding}
          term={id}
          timetable={published.id}
          firstDay={firstDay}
          today={today}
        />
      )}
    </Page>
  );
}

function Line({ term, change, may }: { term: string; change: DatedChange; may: boolean }) {
  const t = useTranslations("dates");
  const format = useFormat();
  const client = useQueryClient();
  const notify = useNotify();
  const describe = useErrorText();
  const undoing = useMutation({
    mutationFn: () => undoDate(change.id),
    onSuccess: () => {
      notify({ tone: "good", title: t("undone", { name: change.cls_name }) });
      return client.invalidateQueries({ queryKey: datesKey(term) });
    },
    onError: (error) => notify({ tone: "bad", title: describe(error) }),
  });
  const to = [
    change.new_date && format.day(change.new_date),
    change.start_minute !== null && clock(change.start_minute),
    change.room_name,
  ].filter(Boolean);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <span className="w-28 shrink-0 text-sm font-medium tabular-nums">
        {format.day(change.date)}
      </span>
      <div className="min-w-0 flex-1 basis-60">
        <p className="text-sm">
          <span className="font-medium">{change.cls_name}</span>
          <span className="text-muted"> · {change.course.name}</span>
        </p>
        <p className="flex flex-wrap items-center gap-2 text-sm text-muted">
          <DatedBadge change={change} />
          {change.kind === "moved" && t("to", { where: to.join(" ") })}
          {change.instructor_name && t("by", { name: change.instructor_name })}
          {change.reason && <span className="text-faint">{change.reason}</span>}
        </p>
      </div>
      {may && (
        <Button
          size="sm"
          busy={undoing.isPending}
          aria-label={t("undoNamed", { name: change.cls_name, date: format.day(change.date) })}
          onClick={() => undoing.mutate()}
        >
          {t("undo")}
        </Button>
      )}
    </li>
  );
}
