"use client";
import { CalendarOff, CalendarX2 } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useEffect, useMemo, useState } from "react";
import type { Term } from "@/api/types";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { BrokenMark } from "@/components/week/broken-mark";
import { weekWith, type DatedMeeting } from "@/components/week/dated";
import { datedMark, isOff } from "@/components/week/dated-badge";
import { DayList } from "@/components/week/day-list";
import { MeetingPanel } from "@/components/week/meeting-panel";
import { useTermMoment } from "@/components/week/use-term-moment";
import { colourKey } from "@/components/week/view";
import { WeekGrid } from "@/components/week/week-grid";
import { cn } from "@/lib/cn";
import type { Meeting } from "@/lib/week/meeting";
import { assignColours } from "@/lib/week/palette";
import { meetsInWeek } from "@/lib/week/weeks";
import { CostHere } from "./cost-here";
import type { Editing } from "./editing/use-editing";
import { Legend } from "./legend";
import { useChangesOf, useComing, useMeetings } from "./queries";
import type { useShown } from "./use-shown";

interface ShownWeekProps {
  timetable: string;
  /** The timetable's version, as far as what a class costs in it is told. */
  version?: number;
  term: Term;
  shown: ReturnType<typeof useShown>;
  /** Classes for which something required is not kept. */
  broken: ReadonlySet<string>;
  /** Changes of single dates count: it is the one that is published. */
  isDated?: boolean;
  /** Of a draft that may be changed here. */
  editing?: Editing;
}

const gridHeight = "h-[calc(100dvh-176px)] min-h-120 print:h-auto print:min-h-0";
/** With room above for what can be done, and below for what is held. */
const editedHeight = "h-[calc(100dvh-316px)]";

/** The week that is picked: grid or list, legend, and the class that is selected. */
export function ShownWeek(props: ShownWeekProps) {
  const { timetable, term, shown, broken, editing } = props;
  const t = useTranslations("timetable");
  const { view, thing, week } = shown;
  const query = useMeetings(timetable, view, thing?.id ?? null);
  const [standout, setStandout] = useState<string | null>(null);
  const moment = useTermMoment(term);
  const firstDay = term.first_day ?? null;

  const changes = useChangesOf(term, props.isDated ? week : null);
  const coming = useComing(timetable, thing?.id, changes, query.data);
  const room = view === "room" ? thing?.id : undefined;
  const meetings: DatedMeeting[] | undefined = useMemo(() => {
    if (!query.data || firstDay === null || week === null) return query.data;
    const dated = weekWith(query.data, coming, changes, firstDay, week);
    // What moved to another room is not in this one's week any more.
    return dated.filter(({ change, room: to }) => !change || !room || to?.id === room);
  }, [query.data, coming, changes, firstDay, week, room]);
  const legend = useMemo(() => legendOf(meetings ?? [], view), [meetings, view]);

  const land = editing?.land;
  useEffect(() => land?.(), [land, meetings]);

  if (shown.error) return <ErrorState error={shown.error} onRetry={shown.retry} />;
  if (query.error) return <ErrorState error={query.error} onRetry={() => query.refetch()} />;
  if (shown.isEmpty) {
    return (
      <EmptyState
        icon={<CalendarOff />}
        title={t("nobody.title", { view })}
        description={t("nobody.text")}
      />
    );
  }
  if (!meetings || !thing) return <Skeleton className={cn(gridHeight, "rounded-lg")} />;
  if (meetings.length === 0) {
    return (
      <EmptyState
        icon={<CalendarX2 />}
        title={t("nothing.title", { name: thing.name })}
        description={t("nothing.text")}
      />
    );
  }

  const inWeek = meetings.some((meeting) => meetsInWeek(meeting.weeks, week));
  const selected = meetings.find((meeting) => meeting.class_id === shown.selected);
  const chosen = legend.some(({ id }) => id === standout) ? standout : null;
  const colours = new Map(legend.map((entry) => [entry.id, entry.colour]));
  const common = {
    meetings,
    week,
    firstDay,
    view,
    colourOf: (meeting: Meeting) => colours.get(colourKey(meeting, view).id) ?? 12,
    selected: selected?.class_id ?? null,
    onSelect: (meeting: Meeting | null) => shown.setSelected(meeting?.class_id ?? null),
    isOff,
    marksOf: (meeting: DatedMeeting) => (
      <>
        {broken.has(meeting.class_id) && <BrokenMark />}
        {datedMark(meeting)}
      </>
    ),
    now: moment?.inTerm && week === moment.week ? moment : null,
    ...editing?.look,
  };
  return (
    <div
      aria-busy={query.isPlaceholderData}
      className={cn("transition-opacity", query.isPlaceholderData && "opacity-50")}
    >
      <h2 className="mb-3 hidden text-xl font-semibold print:block">
        {[thing.name, term.name, week !== null && t("week", { week: week + 1 })]
          .filter(Boolean)
          .join(" · ")}
      </h2>
      {!inWeek && (
        <p role="status" className="mb-3 text-sm text-muted">
          {t("freeWeek", { name: thing.name })}
        </p>
      )}
      {changes.length > 0 && (
        <p className="mb-3 text-sm">
          <Link href={`/terms/${term.id}/dates`} className="text-accent-ink hover:underline">
            {t("changesOfDates", { count: changes.length })}
          </Link>
        </p>
      )}
      <div className="flex items-stretch gap-4" onKeyDown={editing?.onKeyDown(meetings)}>
        <div className="min-w-0 flex-1">
          <WeekGrid
            {...common}
            isDimmed={(meeting) => chosen !== null && colourKey(meeting, view).id !== chosen}
            besides={editing?.besides}
            overlay={editing?.overlay}
            className={cn(
              gridHeight,
              editing && editedHeight,
              !editing?.isBusy && "hidden md:block print:block",
            )}
          />
          {!editing?.isBusy && <DayList {...common} className="md:hidden print:hidden" />}
        </div>
        {selected && (
          <MeetingPanel
            meeting={selected}
            firstDay={firstDay}
            onOpen={(nextView, { id }) => shown.setThing(nextView, id)}
            onClose={() => common.onSelect(null)}
            className={cn(
              "xl:max-h-[calc(100dvh-176px)]",
              editing && "xl:max-h-[max(calc(100dvh-316px),30rem)]",
              editing?.isBusy && "max-xl:hidden",
            )}
            before={editing?.actions(selected)}
          >
            {/* What a class costs is of the whole term, not of one changed date. */}
            {props.version !== undefined && !selected.change && (
              <CostHere timetable={timetable} version={props.version} meeting={selected} />
            )}
          </MeetingPanel>
        )}
      </div>
      <div className="mt-2 hidden md:block print:block">
        <Legend entries={legend} chosen={chosen} onChoose={setStandout} />
        {editing?.legend}
      </div>
    </div>
  );
}

function legendOf(meetings: Meeting[], view: ShownWeekProps["shown"]["view"]) {
  const keys = new Map(
    meetings.map((meeting) => {
      const key = colourKey(meeting, view);
      return [key.id, key] as const;
    }),
  );
  const colours = assignColours(keys.values());
  return [...keys.values()]
    .map(({ id, name }) => ({ id, name, colour: colours.get(id)! }))
    .sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
}
