const STAFF = ["registrar", "department_head", "coordinator"];

/** People who work on a term's timetable; everybody else only reads their own week. */
export function isStaff(role: string | undefined): boolean {
  return role !== undefined && STAFF.includes(role);
}

/** Those who may start, cancel and publish for the whole institution. */
export function mayGenerate(role: string | undefined): boolean {
  return role === "registrar";
}

/** Those who see every class, and so may take a timetable away whole. */
export function seesEverything(role: string | undefined): boolean {
  return role === "registrar";
}

/** Those who move classes of a draft by hand, a head those of the own department. */
export function mayEditDrafts(role: string | undefined): boolean {
  return role === "registrar" || role === "department_head";
}

/** The first page of a role, given the term to open. */
export function homePath(role: string | undefined, term: string | undefined): string {
  if (isStaff(role)) return term ? `/terms/${term}` : "/terms";
  return role === "instructor" || role === "student" ? "/my-week" : "/welcome";
}
