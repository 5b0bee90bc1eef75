import type { Meeting } from "@/lib/week/meeting";

/** Whose week is shown; the names of the API's filters. */
export const VIEWS = [
  "cohort",
  "instructor",
  "room",
  "student",
  "course",
  "department",
] as const;
export type View = (typeof VIEWS)[number];

/** Two names in full; of more, the first and how many others. */
function list(things: { name: string }[]): string {
  const [first, ...others] = things.map((thing) => thing.name);
  if (!first) return "";
  return others.length < 2 ? [first, ...others].join(", ") : `${first} +${others.length}`;
}

/** What to say of a class besides its course, most wanted first; not what the view is about. */
export function facets(meeting: Meeting, view: View, room: string): string[] {
  const instructors = list(meeting.instructors);
  const cohorts = list(meeting.cohorts);
  const said = {
    cohort: [room, instructors],
    student: [room, instructors],
    instructor: [room, cohorts],
    room: [instructors, cohorts],
    course: [room, instructors],
    department: [room, instructors],
  }[view].filter(Boolean);
  return said.length > 0 ? said : [meeting.name];
}

/** What a class is coloured by: in mixed views its department, else its course. */
export function colourKey(meeting: Meeting, view: View): { id: string; name: string } {
  const mixed = view === "room";
  if (mixed && meeting.department) return meeting.department;
  const { id, code, name } = meeting.course;
  return { id, name: code && name && code !== name ? `${code} ${name}` : code || name };
}
