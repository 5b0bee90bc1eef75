"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/components/format";
import { Badge } from "@/components/ui/badge";
import { sentenceValues, type ConstraintKind } from "./constraint-kinds";

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

/** Kind and sentence under each other, as a list shows a constraint. */
export function ConstraintEntry(props: Parameters<typeof ConstraintSentence>[0]) {
  return (
    <>
      <ConstraintTitle kind={props.kind} />
      <span className="block font-normal text-muted">
        <ConstraintSentence {...props} />
      </span>
    </>
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
