"use client";
import type { Timetable } from "@/api/types";
import { useFormat } from "@/components/format";

/** A timetable's name among others: with when it was asked for, as every generation has a first variant. */
export function useTimetableName(): (timetable: Timetable) => string {
  const format = useFormat();
  return ({ name, asked_at }) => (asked_at ? `${name} · ${format.moment(asked_at)}` : name);
}
