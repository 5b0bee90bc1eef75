"use client";
import { useTranslations } from "next-intl";
import type { components } from "@/api/schema";
import { Section } from "./section";

/** The classes that a constraint is about, in its order. */
export function ConstraintDetail({ row }: { row: components["schemas"]["Constraint"] }) {
  const t = useTranslations("data.detail");
  return (
    <Section title={t("classes", { count: row.classes.length })}>
      <ol className="flex flex-col text-sm">
        {row.classes.map(({ id, name }) => (
          <li key={id} className="truncate border-b border-line py-1 last:border-b-0">
            {name}
          </li>
        ))}
      </ol>
    </Section>
  );
}
