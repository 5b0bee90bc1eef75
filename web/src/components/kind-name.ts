"use client";
import { useTranslations } from "next-intl";

/** What kinds of constraints are called; anything else is left as it is. */
export function useKindName(): (kind: string) => string {
  const t = useTranslations("data.values.kind");
  return (kind) => (t.has(kind as "SameStart") ? t(kind as "SameStart") : kind);
}

/** What the object of a recorded change is called, "" where it has no name. */
export function useObjectName(): (change: { entity: string; object_name: string }) => string {
  const kindName = useKindName();
  return ({ entity, object_name: name }) => (entity === "constraint" ? kindName(name) : name);
}
