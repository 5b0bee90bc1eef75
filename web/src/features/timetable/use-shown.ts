"use client";
import { useAddress } from "@/lib/use-address";
import { VIEWS, type View } from "@/components/week/view";
import { useThing, useThings, type Thing } from "./things";

/** Views of a term whose rooms, courses and students are its own: nothing else belongs to it. */
const OWN_VIEWS: readonly View[] = ["room", "course", "student"];

/**
 * What the address says to show: whose week (`by`, `of`), which week, which class. Without
 * a choice, the first thing of the first view.
 */
export function useShown(term: { id: string; self_contained: boolean; weeks: number }) {
  const { get, set } = useAddress();
  const views = term.self_contained ? OWN_VIEWS : VIEWS;
  const view = views.find((name) => name === get("by")) ?? views[0]!;
  const asked = get("by") === view ? get("of") : null;
  const first = useThings(view, term.id, "");
  const known = first.data?.find((thing) => thing.id === asked);
  const single = useThing(view, asked && first.isSuccess && !known ? asked : null);
  const thing: Thing | null =
    known ?? single.data ?? (asked ? null : (first.data?.[0] ?? null));
  const weekText = get("week");
  const number = weekText ? Number(weekText) : NaN;
  return {
    views,
    view,
    thing,
    /** Nothing of this kind exists, so there is no week to show. */
    isEmpty: first.isSuccess && first.data.length === 0 && !asked,
    error: first.error ?? single.error,
    retry: () => (first.error ? first.refetch() : single.refetch()),
    week: Number.isInteger(number) && number >= 1 && number <= term.weeks ? number - 1 : null,
    selected: get("class"),
    setView: (by: View) => set({ by, of: null, class: null }),
    setThing: (by: View, of: string) => set({ by, of, class: null }),
    setWeek: (week: number | null) => set({ week: week === null ? null : week + 1 }),
    setSelected: (id: string | null) => set({ class: id }),
  };
}
