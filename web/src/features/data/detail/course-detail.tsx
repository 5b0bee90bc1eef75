"use client";
import type { components } from "@/api/schema";
import { ClassesOf } from "./classes-of";

/** The classes of a course. */
export function CourseDetail({
  row,
  term,
}: {
  row: components["schemas"]["Course"];
  term: string;
}) {
  return <ClassesOf term={term} filter={{ course: row.id }} />;
}
