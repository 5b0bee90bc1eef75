import type { Thing, ThingKind } from "@/api/things";
import { rowPath } from "@/lib/row-path";

/** Something that the palette finds, and where it leads. */
export interface Entry {
  key: string;
  group:
    | "pages"
    | "timetables"
    | "classes"
    | "instructors"
    | "rooms"
    | "students"
    | "courses"
    | "cohorts"
    | "departments";
  name: string;
  note?: string;
  path: string;
}

/** Kinds that are searched for staff, with the page that lists them. */
export const SEARCHED = [
  { kind: "instructor", group: "instructors" },
  { kind: "room", group: "rooms" },
  { kind: "student", group: "students" },
  { kind: "course", group: "courses" },
  { kind: "cohort", group: "cohorts" },
  { kind: "department", group: "departments" },
] as const satisfies { kind: ThingKind; group: Entry["group"] }[];

/** Of each group, so that every group is in sight. */
const MOST = 6;

const words = (text: string) => text.toLocaleLowerCase().split(/\s+/).filter(Boolean);

/** Whether a name has every word that is asked for, in any order. */
export function matches(name: string, search: string): boolean {
  const lower = name.toLocaleLowerCase();
  return words(search).every((word) => lower.includes(word));
}

/** Where a thing is looked at: its week where a timetable is published, else its data. */
export function pathOfThing(
  term: string,
  kind: ThingKind,
  thing: Thing,
  published: string | null,
): string {
  return published
    ? `/terms/${term}/timetables/${published}?by=${kind}&of=${thing.id}`
    : rowPath(term, `${kind}s`, thing.id, thing.name);
}

export function pathOfClass(term: string, cls: Thing): string {
  return rowPath(term, "classes", cls.id, cls.name);
}

export function first<T>(found: readonly T[] | undefined): T[] {
  return (found ?? []).slice(0, MOST);
}

/** The entry after (1) or before (-1) another, around the ends. */
export function step(count: number, at: number, by: 1 | -1): number {
  return count === 0 ? 0 : (at + by + count) % count;
}
