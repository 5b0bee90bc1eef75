import type { Diagnosis } from "@/api/jobs";

type Requirement = Diagnosis["requirements"][number];

const LISTS = {
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
  /** A class that one may not see. */
  hidden: string;
  kind: (kind: string) => string;
  /** Names as one phrase. */
  list: (names: string[]) => string;
}

export interface Told {
  code: Code;
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
  const classes = requirement.classes.map(({ id, name }) => (id ? name : words.hidden));
  const rooms = requirement.rooms.map(({ name }) => name);
  const people = requirement.people.map(({ name }) => name);
  const list = LISTS[code];
  const courses = course ? [course.code || course.name] : [];
  const about = { classes, rooms, instructors: people, cohorts: people, courses };
  const named = list === "constraints" ? [] : about[list];
  return {
    code,
    parameters: {
      ...(parameters as Told["parameters"]),
      class: classes[0] ?? "",
      classes: words.list(classes),
      rooms: words.list(rooms),
      instructor: people[0] ?? "",
      instructors: words.list(people),
      cohort: people[0] ?? "",
      course: courses[0] ?? "",
      kind: kind && words.kind(kind),
    },
    list,
    search: named.length === 1 && named[0] !== words.hidden ? named[0]! : null,
  };
}

/** Whether the rooms' hours would suffice, so that counting them explains nothing. */
export function isPacking(requirements: readonly Requirement[]): boolean {
  const counted = ["classes_must_meet", "rooms_hold_one_class"];
  if (requirements.some(({ code }) => !counted.includes(code))) return false;
  const sum = (name: string) =>
    requirements.reduce((all, each) => all + Number(each.parameters[name] ?? 0), 0);
  return sum("needed") > 0 && sum("needed") <= sum("offered");
}
