"use client";
import { useQuery } from "@tanstack/react-query";
import { thingQuery, thingsQuery, type Thing } from "@/api/things";
import { useSession } from "@/components/session";
import { VIEWS, type View } from "@/components/week/view";
import { useAddress } from "@/lib/use-address";

/** Views of a term whose rooms, courses and students are its own: nothing else belongs to it. */
const OWN_VIEWS: readonly View[] = ["room", "course", "student"];

/**
 * What the address says to show: whose week (`by`, `of`), which week, which class. Without
 * a choice, the first thing of the first view.
 */
export function useShown(term: { id: string; self_contained: boolean; weeks: number }) {
  const { get, set } = useAddress();
  const views = term.self_contained ? OWN_VIEWS : VIEWS;
  // Staff of a department see its classes alone: its own week is what there is to see first.
  const own = useSession().me.membership?.department?.id ?? null;
  const usual = own && views.includes("department") ? "department" : views[0]!;
  const view = views.find((name) => name === get("by")) ?? usual;
  const asked = get("by") === view ? get("of") : view === "department" ? own : null;
  const first = useQuery({ ...thingsQuery(view, term.id, ""), enabled: asked === null });
  const single = useQuery({ ...thingQuery(view, asked ?? ""), enabled: asked !== null });
  const thing: Thing | null = (asked ? single.data : first.data?.[0]) ?? null;
  const week = Number(get("week")) - 1;
  return {
    views,
    view,
    thing,
    /** Nothing of this kind exists, so there is no week to show. */
    isEmpty: !asked && first.data?.length === 0,
    error: asked ? single.error : first.error,
    retry: () => (asked ? single.refetch() : first.refetch()),
    week: Number.isInteger(week) && week >= 0 && week < term.weeks ? week : null,
    selected: get("class"),
    setView: (by: View) => set({ by, of: null, class: null }),
    setThing: (by: View, of: string) => set({ by, of, class: null }),
    setWeek: (next: number | null) => set({ week: next === null ? null : next + 1 }),
    setSelected: (id: string | null) => set({ class: id }),
  };
}
