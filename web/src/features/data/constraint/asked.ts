import type { components } from "@/api/schema";
import type { Thing } from "@/api/things";
import type { ConstraintKind } from "../constraint-kinds";

type Schemas = components["schemas"];
export type Kind = Schemas["ConstraintKind"];

/** What is asked for in the form, before it is sure that it makes a constraint. */
export interface Asked {
  kind: ConstraintKind;
  parameters: Record<string, number | null>;
  required: boolean;
  penalty: number | null;
  members: readonly Thing[];
}

export type Fault = "noParameter" | "noPenalty" | "oneClass" | "noClass";

/** What the API takes for it, or what is missing. */
export function constraintOf(
  asked: Asked,
  kind: Kind,
): Omit<Schemas["ConstraintRequest"], "term"> | { fault: Fault } {
  const parameters: Record<string, number> = {};
  for (const { name, minimum } of kind.parameters) {
    const value = asked.parameters[name];
    if (value == null || value < minimum) return { fault: "noParameter" };
    parameters[name] = value;
  }
  if (!asked.required && !asked.penalty) return { fault: "noPenalty" };
  if (asked.members.length === 0) return { fault: "noClass" };
  // Of one class alone a rule between classes says nothing.
  if (kind.scope === "pair" && asked.members.length < 2) return { fault: "oneClass" };
  return {
    kind: asked.kind,
    parameters,
    required: asked.required,
    penalty: asked.required ? 0 : (asked.penalty ?? 0),
    class_ids: asked.members.map(({ id }) => id),
  };
}
