import type { components } from "@/api/schema";

export type Member = components["schemas"]["ConstraintMember"];

/** Whom a constraint is about, told as shortly as its classes allow. */
export type Whom =
  | { kind: "instructor"; name: string }
  | { kind: "course"; name: string }
  | { kind: "courses"; names: string[]; more: number }
  | { kind: "nobody" };

const SHOWN = 3;

/** One lecturer whose classes these all are, else their course, else the first few courses. */
export function whomOf(members: readonly Member[]): Whom {
  const [first] = members;
  if (!first) return { kind: "nobody" };
  const courses = [...new Map(members.map(({ course }) => [course.id, course])).values()];
  const shared = first.instructors.filter(({ id }) =>
    members.every(({ instructors }) => instructors.some((each) => each.id === id)),
  );
  const [instructor] = shared;
  if (courses.length === 1) return { kind: "course", name: courseName(first.course) };
  if (shared.length === 1 && instructor) return { kind: "instructor", name: instructor.name };
  return {
    kind: "courses",
    names: courses.slice(0, SHOWN).map(({ code }) => code),
    more: Math.max(0, courses.length - SHOWN),
  };
}

function courseName({ code, name }: Member["course"]): string {
  return name && name !== code ? `${code} ${name}` : code;
}

/** The first of some names, and how many more there are. */
export function firstNames(names: readonly string[]): { names: string[]; more: number } {
  // One more takes no more room than to say so.
  const shown = names.length <= SHOWN + 1 ? names.length : SHOWN;
  return { names: names.slice(0, shown), more: names.length - shown };
}
