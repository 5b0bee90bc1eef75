"use client";
import { useTranslations } from "next-intl";
import type { AuditEntry } from "@/api/institution";

/** The kinds of things that the record is narrowed to, by their names in it. */
export const ENTITIES = [
  "term",
  "school",
  "department",
  "programme",
  "cohort",
  "building",
  "room",
  "instructor",
  "student",
  "course",
  "offering",
  "class",
  "constraint",
  "timetable",
  "job",
  "membership",
  "invitation",
  "apitoken",
  "identityprovider",
  "institution",
] as const;

export const ACTIONS = ["add", "change", "delete"] as const;

/** What an entry of the record is about, in words. */
export function useAuditWords() {
  const t = useTranslations("institution.audit");
  const entityName = (name: string) => {
    const known = ENTITIES.find((each) => each === name);
    return known ? t(`entities.${known}`) : name;
  };
  return {
    object: (row: AuditEntry) => row.object_name || entityName(row.entity),
    /** Also the part that changed, where it is not the thing itself. */
    kind: (row: AuditEntry) =>
      row.kind && row.kind !== row.entity
        ? t("partOf", { part: row.kind, entity: entityName(row.entity) })
        : entityName(row.entity),
    actor: (row: AuditEntry) => row.actor_name || row.reason || t("system"),
  };
}
