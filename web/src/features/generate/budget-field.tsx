"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormat } from "@/components/format";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { parseDuration, presets, writeDuration } from "./budget";

interface BudgetFieldProps {
  /** Seconds; NaN where what is written is no span of time. */
  value: number;
  onChange: (seconds: number) => void;
  onBlur: () => void;
  least: number;
  most: number;
  isWrong: boolean;
}

/** How long to search: one of the usual spans, or any that is written. */
export function BudgetField({
  value,
  onChange,
  onBlur,
  least,
  most,
  isWrong,
}: BudgetFieldProps) {
  const t = useTranslations("generate");
  const format = useFormat();
  const [text, setText] = useState(() => writeDuration(value));
  const limits = { least: format.duration(least), most: format.duration(most) };
  return (
    <div className="flex flex-col gap-2">
      <Field
        label={t("budget")}
        hint={t("budgetHint")}
        error={isWrong && t("budgetInvalid", limits)}
      >
        <Input
          value={text}
          onChange={(event) => {
            const next = event.currentTarget.value;
            setText(next);
            onChange(parseDuration(next) ?? Number.NaN);
          }}
          onBlur={() => {
            onBlur();
            if (Number.isFinite(value)) setText(writeDuration(value));
          }}
          className="w-36"
        />
      </Field>
      <Segmented
        label={t("budgetUsual")}
        value={String(value)}
        onChange={(next) => {
          setText(writeDuration(Number(next)));
          onChange(Number(next));
        }}
        options={presets({ least, most }).map((seconds) => ({
          value: String(seconds),
          label: format.duration(seconds),
        }))}
        className="self-start"
      />
    </div>
  );
}
