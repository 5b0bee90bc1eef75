import type { Diagnosis } from "@/api/jobs";

type Requirement = Diagnosis["requirements"][number];

const LISTS = {
  class_has_no_place: "classes",
  class_has_one_place: "classes",
  classes_must_meet: "classes",
  rooms_hold_one_class: "rooms",
  rooms_are_closed: "rooms",
  instructors_are_away: "instructors",
  instructor_in_one_place: "instructors",
  cohort_in_one_place: "cohorts",
  constraint_must_hold: "constraints",
  students_need_seats: "courses",
  classes_are_limited: "classes",
} as const;
export type Code = keyof typeof LISTS;

/** Words that the sentence of a requirement is made of. */
export interface Words {
  /** Names as one phrase. */
  list: (names: string[]) => string;
}

export interface Told {
  code: Code;
  /** Key of what could be done about it. */
  remedy: Code | "derived";
  /** For the sentence of its code. */
  parameters: Record<string, string | number>;
  /** Where the data that could be changed is: a list, and what to search in it. */
  list: (typeof LISTS)[Code];
  search: string | null;
}

/** What a requirement says, ready for its sentence; null for one of a newer service. */
export function tellRequirement(requirement: Requirement, words: Words): Told | null {
  const { kind, parameters, course } = requirement;
  if (!(requirement.code in LISTS)) return null;
  const code = requirement.code as Code;
  const classes = requirement.classes.map(({ name }) => name);
  const rooms = requirement.rooms.map(({ name }) => name);
  const people = requirement.people.map(({ name }) => name);
  // What follows from the data has no row among the constraints.
  const isDerived = code === "constraint_must_hold" && requirement.constraint === null;
  const list = isDerived ? "classes" : LISTS[code];
  const courses = course ? [course.code || course.name] : [];
  const about = { classes, rooms, instructors: people, cohorts: people, courses };
  const named = list === "constraints" || isDerived ? [] : about[list];
  const isThere = requirement.classes.every(({ id }) => id !== null);
  return {
    code,
    remedy: isDerived ? "derived" : code,
    parameters: {
      ...(parameters as Told["parameters"]),
      class: classes[0] ?? "",
      classes: words.list(classes),
      rooms: words.list(rooms),
      instructor: people[0] ?? "",
      instructors: words.list(people),
      cohort: people[0] ?? "",
      course: courses[0] ?? "",
      kind,
    },
    list,
    search: named.length === 1 && isThere ? named[0]! : null,
  };
}
