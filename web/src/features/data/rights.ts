import type { Me } from "@/api/types";
import type { Entity, Row, Spec } from "./spec";

const STAFF_MAY_EDIT: readonly Entity[] = [
  "rooms",
  "courses",
  "classes",
  "instructors",
  "constraints",
];
const HEAD_MAY_EDIT: readonly Entity[] = [
  ...STAFF_MAY_EDIT,
  "programmes",
  "cohorts",
  "students",
];

/**
 * Whether to offer editing. The server decides; this only keeps from view what it would
 * refuse: staff of a department edit what is their department's.
 */
export function mayEdit(
  membership: Me["membership"],
  entity: Entity,
  department: string | null | undefined,
): boolean {
  if (membership?.role === "registrar") return true;
  const entities = { department_head: HEAD_MAY_EDIT, coordinator: STAFF_MAY_EDIT };
  if (membership?.role !== "department_head" && membership?.role !== "coordinator")
    return false;
  if (!entities[membership.role].includes(entity)) return false;
  return department === undefined || department === membership.department?.id;
}

const HEAD_MAY_REMOVE: readonly Entity[] = ["rooms", "classes", "instructors", "constraints"];

/** Whether to offer adding rows: staff of a department add to their own. */
export function mayAdd(membership: Me["membership"], entity: Entity): boolean {
  return mayEdit(membership, entity, membership?.department?.id);
}

/** Whether to offer deleting a row. */
export function mayRemove(
  membership: Me["membership"],
  entity: Entity,
  department: string | null | undefined,
): boolean {
  if (membership?.role === "registrar") return true;
  return (
    membership?.role === "department_head" &&
    HEAD_MAY_REMOVE.includes(entity) &&
    mayEdit(membership, entity, department)
  );
}

/** Whether to offer editing of one row. */
export function isEditable<R extends Row>(
  membership: Me["membership"],
  { update, entity, departmentOf }: Spec<R>,
  row: R,
): boolean {
  return update !== undefined && mayEdit(membership, entity, departmentOf?.(row));
}

/** Whether to offer deleting one row. */
export function isRemovable<R extends Row>(
  membership: Me["membership"],
  { remove, entity, departmentOf }: Spec<R>,
  row: R,
): boolean {
  return remove !== undefined && mayRemove(membership, entity, departmentOf?.(row));
}
