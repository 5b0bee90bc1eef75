"use client";
import { useFormatter, useTranslations } from "next-intl";
import type { components } from "@/api/schema";
import { useFormat } from "@/components/format";
import { Badge } from "@/components/ui/badge";
import { sentenceValues, type ConstraintKind } from "./constraint-kinds";
import { firstNames, whomOf, type Member } from "./whom";

/** What a constraint asks, in one plain sentence. */
export function ConstraintSentence({
  kind,
  parameters,
}: {
  kind: ConstraintKind;
  parameters: Record<string, number>;
}) {
  const t = useTranslations("data.sentences");
  const format = useFormat();
  const values = sentenceValues(kind, parameters, (minutes) => format.duration(minutes * 60));
  return <span className="text-pretty">{t(kind, values as never)}</span>;
}

/** Whom a constraint is about. */
export function ConstraintWhom({ members }: { members: readonly Member[] }) {
  const t = useTranslations("data.whom");
  const format = useFormatter();
  const whom = whomOf(members);
  if (whom.kind === "nobody") return t("nobody");
  if (whom.kind !== "courses") return whom.name;
  const names = whom.more > 0 ? [...whom.names, t("more", { count: whom.more })] : whom.names;
  return format.list(names);
}

/** Whom it is about, its kind, and its classes, as a list shows a constraint. */
export function ConstraintEntry({
  kind,
  members,
}: {
  kind: ConstraintKind;
  members: readonly Member[];
}) {
  const t = useTranslations("data.whom");
  const { names, more } = firstNames(members.map(({ name }) => name));
  return (
    <>
      <ConstraintWhom members={members} />
      <span className="block text-xs font-normal text-muted">
        <ConstraintTitle kind={kind} />
        {": "}
        {names.join(", ")}
        {more > 0 && ` ${t("andMore", { count: more })}`}
      </span>
    </>
  );
}

/** What constraints that ask for the same have in common. */
export function ConstraintGroup({
  row,
  count,
}: {
  row: components["schemas"]["Constraint"];
  count: number;
}) {
  const t = useTranslations("data.whom");
  return (
    <span className="flex flex-wrap items-baseline gap-x-3 gap-y-1 whitespace-normal">
      <span className="font-semibold text-ink">
        <ConstraintTitle kind={row.kind} />
      </span>
      <Strength required={row.required ?? false} />
      <span className="text-sm font-normal text-muted">
        <ConstraintSentence kind={row.kind} parameters={row.parameters ?? {}} />
      </span>
      {count > 1 && <span className="ml-auto font-normal">{t("times", { count })}</span>}
    </span>
  );
}

/** The short name of a kind. */
export function ConstraintTitle({ kind }: { kind: ConstraintKind }) {
  const t = useTranslations("data.values.kind");
  return t(kind);
}

/** Whether it must hold, or is preferred at a cost. */
export function Strength({ required }: { required: boolean }) {
  const t = useTranslations("data.values.strength");
  return (
    <Badge tone={required ? "caution" : "neutral"}>{t(required ? "true" : "false")}</Badge>
  );
}
