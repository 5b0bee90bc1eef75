"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { termSummaryQuery } from "@/api/terms";
import { thingsQuery } from "@/api/things";
import { timetablesQuery } from "@/api/timetables";
import { useFormat } from "@/components/format";
import { useSession } from "@/components/session";
import { isStaff, runsInstitution } from "@/lib/roles";
import { PLACES } from "../navigation";
import { first, matches, pathOfClass, pathOfThing, SEARCHED, type Entry } from "./entries";

/** What the search finds, of what one may see: pages at once, the rest as the API answers. */
export function useEntries(term: string | undefined, search: string) {
  const pages = usePages(term);
  const staff = isStaff(useSession().me.membership?.role);
  const states = useTranslations("jobs.timetableStates");
  const format = useFormat();
  const asks = search.trim() !== "" && term !== undefined;
  const options = { enabled: asks && staff, placeholderData: keepPreviousData };
  const id = term ?? "";
  const summary = useQuery({ ...termSummaryQuery(id), enabled: staff && term !== undefined });
  const timetables = useQuery({ ...timetablesQuery(id), enabled: asks && staff });
  const classes = useQuery({
    ...thingsQuery("class", id, search),
    enabled: asks,
    placeholderData: keepPreviousData,
  });
  const instructors = useQuery({ ...thingsQuery("instructor", id, search), ...options });
  const rooms = useQuery({ ...thingsQuery("room", id, search), ...options });
  const students = useQuery({ ...thingsQuery("student", id, search), ...options });
  const courses = useQuery({ ...thingsQuery("course", id, search), ...options });
  const cohorts = useQuery({ ...thingsQuery("cohort", id, search), ...options });
  const departments = useQuery({ ...thingsQuery("department", id, search), ...options });
  const published = summary.data?.published_timetable?.id ?? null;
  const found = { instructors, rooms, students, courses, cohorts, departments };
  const entries: Entry[] = pages.filter(({ name }) => matches(name, search));
  if (asks) {
    const named = timetables.data?.results.filter(({ name }) => matches(name, search));
    for (const { id: key, name, state, asked_at, created_at } of first(staff ? named : [])) {
      const path = `/terms/${id}/timetables/${key}`;
      const note = `${states(state)} · ${format.moment(asked_at ?? created_at)}`;
      entries.push({ key: `timetable-${key}`, group: "timetables", name, note, path });
    }
    for (const cls of first(classes.data)) {
      const path = staff ? pathOfClass(id, cls) : "/my-week";
      entries.push({ key: `class-${cls.id}`, group: "classes", ...cls, path });
    }
    for (const { kind, group } of SEARCHED) {
      if (!staff) break;
      for (const thing of first(found[group].data)) {
        const path = pathOfThing(id, kind, thing, published);
        entries.push({ key: `${kind}-${thing.id}`, group, ...thing, path });
      }
    }
  }
  const all = [timetables, classes, ...Object.values(found)];
  return {
    entries,
    isSearching: asks && all.some(({ isFetching }) => isFetching),
    /** What is there is not yet all that there is of this search. */
    isOld: asks && all.some((query) => query.isLoading || query.isPlaceholderData),
    error: asks ? (all.find(({ error }) => error)?.error ?? null) : null,
  };
}

function usePages(term: string | undefined): Entry[] {
  const t = useTranslations("shell.places");
  const mine = useTranslations("myWeek.pages");
  const dates = useTranslations("dates");
  const shell = useTranslations("shell");
  const { me } = useSession();
  const page = (key: string, name: string, path: string): Entry => ({
    key,
    group: "pages",
    name,
    path,
  });
  if (isStaff(me.membership?.role)) {
    if (!term) return [];
    return [
      ...PLACES.map(({ key, path }) => page(key, t(key), `/terms/${term}${path}`)),
      page("dates", dates("title"), `/terms/${term}/dates`),
      ...(runsInstitution(me.membership?.role)
        ? [page("institution", shell("institution"), "/institution")]
        : []),
    ];
  }
  if (me.membership?.instructor)
    return [
      page("week", mine("week"), "/my-week"),
      page("hours", mine("hours"), "/my-week/hours"),
      page("ratings", mine("ratings"), "/my-week/ratings"),
    ];
  return me.membership?.student
    ? [
        page("week", mine("week"), "/my-week"),
        page("choices", mine("choices"), "/my-week/choices"),
      ]
    : [];
}
