"use client";
import { useFormatter, useTranslations } from "next-intl";
import type { Reason } from "@/api/types";
import { useKindName } from "@/components/kind-name";

const NAMED = 3;

/**
 * Why a place is bad, in a sentence about the class `of`; without one, about all of its classes.
 * The others are named by their courses, or one by one.
 */
export function useReasonText(
  by: "course" | "class" = "course",
): (reason: Reason, of?: string) => string {
  const t = useTranslations("reasons");
  const kindName = useKindName();
  const format = useFormatter();

  const className = ({ id, name, course, department }: Reason["classes"][number]) => {
    if (id === null && department)
      return t("hiddenClass", { department: department.name || "none" });
    return course && by === "course" ? course.name || course.code : name;
  };

  return (reason, of) => {
    const others = reason.classes.filter(({ id }) => id === null || id !== of);
    const names = [...new Set(others.map(className))];
    const listed =
      names.length > NAMED
        ? [...names.slice(0, NAMED), t("more", { count: names.length - NAMED })]
        : names;
    const values = {
      because: String(reason.parameters.because ?? ""),
      room: reason.room?.name ?? "",
      people: format.list(reason.people.map(({ name }) => name)),
      peopleCount: reason.people.length,
      others: format.list(listed),
      count: reason.classes.length,
      students: Number(reason.parameters.students ?? 0),
      hard: reason.hard,
      limit: Number(reason.parameters.limit ?? 0),
      kind: kindName(reason.kind),
    };
    const key = `sentences.${reason.code as "unplaced"}` as const;
    const text = t.has(key) ? t(key, values) : reason.code;
    const [only, ...more] = reason.classes;
    // What is said of one class says "it": another than the one meant is named.
    return only && more.length === 0 && only.id !== of ? `${className(only)}: ${text}` : text;
  };
}

/** Differences of cost as people read them: "+12", "−3", "0". */
export function useSigned(): (value: number) => string {
  const format = useFormatter();
  return (value) => format.number(value, { signDisplay: "exceptZero" }).replace("-", "−");
}
