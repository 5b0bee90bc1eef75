import type { components } from "@/api/schema";

type Finding = Pick<components["schemas"]["Finding"], "entity" | "name" | "parameters">;

/** What the row of a finding is called, and what finds it: a constraint by one of its classes. */
export function namesOf({ entity, name, parameters }: Finding): {
  label: string;
  search: string;
} {
  if (entity !== "constraint") return { label: name, search: name };
  const { kind, first, classes } = parameters;
  const cls = Array.isArray(classes) ? classes[0] : first;
  return { label: String(kind ?? name), search: String(cls ?? name) };
}
