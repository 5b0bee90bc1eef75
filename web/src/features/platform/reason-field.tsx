"use client";
import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { TextArea } from "@/components/ui/input";

const SHORTEST = 10;

/** True for a reason that the API takes. */
export function isReason(text: string): boolean {
  return text.trim().length >= SHORTEST;
}

/** Why somebody of the platform looks inside or ends something; the reason is kept. */
export function ReasonField({
  value,
  onChange,
}: {
  value: string;
  onChange: (reason: string) => void;
}) {
  const t = useTranslations("platform.reason");
  return (
    <Field label={t("label")} hint={t("hint", { shortest: SHORTEST })}>
      <TextArea
        value={value}
        maxLength={500}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
