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

/** Those who run the institution: its members, sign-on, plan and record of changes. */
export function runsInstitution(role: string | undefined): boolean {
  return role === "registrar";
}

/** Those who run the platform, and see no academic data. */
export function runsPlatform(role: string | undefined): boolean {
  return role === "platform_admin";
}

/** Those who move, cancel or hand over one meeting, a head of the own department's classes. */
export function mayChangeDates(role: string | undefined): boolean {
  return role === "registrar" || role === "department_head";
}

/** The first page of a role, given the term to open. */
export function homePath(role: string | undefined, term: string | undefined): string {
  if (runsPlatform(role)) return "/platform";
  if (isStaff(role)) return term ? `/terms/${term}` : "/terms";
  return role === "instructor" || role === "student" ? "/my-week" : "/welcome";
}
