"use client";
import { useTranslations } from "next-intl";
import type { components } from "@/api/schema";

type Class = components["schemas"]["Class"];

/** A course as its code, with its name beside it. */
export function CourseName({ course }: { course: { code: string; name: string } }) {
  return (
    <span className="block max-w-72 truncate">
      {course.code}
      {course.name !== course.code && <span className="text-muted"> {course.name}</span>}
    </span>
  );
}

/** A class by its name and what it is part of. */
export function ClassTitle({ row }: { row: Class }) {
  const t = useTranslations("data.values.part");
  return (
    <>
      {row.name}
      <span className="block text-sm font-normal text-muted">
        {[
          row.course.code,
          row.course.name !== row.course.code && row.course.name,
          row.part && t(row.part),
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
    </>
  );
}
