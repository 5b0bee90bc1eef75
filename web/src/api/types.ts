/** Names for the shapes of the API that many parts of the interface speak of. */

export type Role =
  "platform_admin" | "registrar" | "department_head" | "coordinator" | "instructor" | "student";

export interface Membership {
  id: string;
  role: Role;
  institution: { id: string; name: string; timezone: string };
  department: { id: string; name: string } | null;
  instructor: { id: string; name: string } | null;
  student: { id: string; name: string } | null;
}

export interface Me {
  user: { id: string; email: string; name: string };
  membership: Membership | null;
}

export interface Term {
  id: string;
  name: string;
}
