"use client";
import { useTranslations } from "next-intl";
import type { AuditEntry } from "@/api/institution";
import { useObjectName } from "@/components/kind-name";
import { useMeetingWords } from "@/components/week/words";
import { clock } from "@/lib/week/meeting";
import { positions } from "@/lib/week/weeks";
import type { ValueWords } from "./audit-changes";

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

/** Columns of minutes of the day that do not end in `_minute`. */
const CLOCKS = new Set(["day_start", "teaching_start", "teaching_end"]);

/** Values as people say them: hours of the day, durations, weeks, days, yes and no. */
export function useValueWords(): ValueWords {
  const t = useTranslations("institution.audit.said");
  const week = useTranslations("week");
  const words = useMeetingWords(null);
  return (column, value) => {
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    if (typeof value === "number") {
      if (column.endsWith("_minute") || CLOCKS.has(column)) return clock(value);
      if (/(^|_)minutes$/.test(column)) return week("minutes", { minutes: value });
    }
    if (typeof value === "string" && /^[01]+$/.test(value)) {
      if (column === "weeks") return words.weeks(value);
      // Which weekday the first one is, its term says, and an entry need not name that.
      if (column.endsWith("days"))
        return positions(value)
          .map((day) => day + 1)
          .join(", ");
    }
    return null;
  };
}
