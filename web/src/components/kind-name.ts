"use client";
import { useTranslations } from "next-intl";

/** What kinds of constraints are called; anything else is left as it is. */
export function useKindName(): (kind: string) => string {
  const t = useTranslations("data.values.kind");
  return (kind) => (t.has(kind as "SameStart") ? t(kind as "SameStart") : kind);
}

/** What something is called whose name the server says: of a constraint, that is its kind. */
export function useObjectName(): (entity: string, name: string) => string {
  const kindName = useKindName();
  return (entity, name) => (entity === "constraint" ? kindName(name) : name);
}
