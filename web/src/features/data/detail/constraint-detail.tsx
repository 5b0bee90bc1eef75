"use client";
import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { components } from "@/api/schema";
import { useSession } from "@/components/session";
import { Button } from "@/components/ui/button";
import { ConstraintDialog } from "../constraint/constraint-dialog";
import { mayEdit } from "../rights";
import { Section } from "./section";

/** The classes that a constraint is about, in its order, and the way to change what it asks. */
export function ConstraintDetail({
  row,
  term,
}: {
  row: components["schemas"]["Constraint"];
  term: string;
}) {
  const t = useTranslations("data.detail");
  const words = useTranslations("data.constraint");
  const { membership } = useSession().me;
  const [isChanging, setChanging] = useState(false);
  return (
    <Section title={t("classes", { count: row.classes.length })}>
      <ol className="flex flex-col text-sm">
        {row.classes.map(({ id, name }) => (
          <li key={id} className="truncate border-b border-line py-1 last:border-b-0">
            {name}
          </li>
        ))}
      </ol>
      {mayEdit(membership, "constraints", undefined) && (
        <Button size="sm" className="mt-2" onClick={() => setChanging(true)}>
          <Pencil aria-hidden />
          {words("change")}
        </Button>
      )}
      {isChanging && (
        <ConstraintDialog term={term} row={row} onClose={() => setChanging(false)} />
      )}
    </Section>
  );
}
