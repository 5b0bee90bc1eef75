import type { Role } from "@/api/types";

/** The roles that an institution gives; the others are the platform's. */
export const GRANTABLE = [
  "registrar",
  "department_head",
  "coordinator",
  "instructor",
  "student",
] as const satisfies readonly Role[];

/** True for roles that reach one department only, so that one must be named. */
export function isOfDepartment(role: string): boolean {
  return role === "department_head" || role === "coordinator";
}
