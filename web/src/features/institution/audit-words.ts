"use client";
import { useTranslations } from "next-intl";
import type { AuditEntry } from "@/api/institution";
import { useObjectName } from "@/components/kind-name";

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
  const objectName = useObjectName();
  return {
    object: (row: AuditEntry) =>
      objectName(row.entity, row.object_name) || t(`kinds.${row.entity}`),
    /** Also the part that changed, where it is not the thing itself. */
    kind: (row: AuditEntry) =>
      row.kind !== row.entity
        ? t("partOf", { part: t(`kinds.${row.kind}`), entity: t(`kinds.${row.entity}`) })
        : t(`kinds.${row.entity}`),
    actor: (row: AuditEntry) => row.actor_name || row.reason || t("system"),
  };
}
