"use client";
import type { components } from "@/api/schema";
import { useSession } from "@/components/session";
import { AddRow } from "../list/add-row";
import { mayEdit } from "../rights";
import { classes } from "../specs/classes";
import { ClassesOf } from "./classes-of";

/** The classes of a course, and the way to another. */
export function CourseDetail({
  row,
  term,
}: {
  row: components["schemas"]["Course"];
  term: string;
}) {
  const { membership } = useSession().me;
  return (
    <>
      <ClassesOf term={term} filter={{ course: row.id }} />
      {mayEdit(membership, "classes", row.department) && (
        <div className="mt-2">
          <AddRow
            spec={classes}
            term={term}
            size="sm"
            given={{ course: { id: row.id, name: row.name || row.code } }}
          />
        </div>
      )}
    </>
  );
}
