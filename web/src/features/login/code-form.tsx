"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { giveCode, signOut } from "@/api/auth";
import { useErrorText } from "@/components/error-text";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useValues } from "@/components/use-values";

interface CodeFormProps {
  onDone: () => void;
  /** Called once who gave the password has given up. */
  onLeft: () => void;
}

/** The second factor: a code of the app, or one of those kept for when there is none. */
export function CodeForm({ onDone, onLeft }: CodeFormProps) {
  const t = useTranslations("login.code");
  const describe = useErrorText();
  const [kind, setKind] = useState<"app" | "recovery">("app");
  const give = useMutation({
    mutationFn: ({ code = "" }: Record<string, string>) => giveCode(code),
    onSuccess: onDone,
  });
  const leave = useMutation({ mutationFn: signOut, onSuccess: onLeft });
  const { unsound, form } = useValues(give.mutate);
  const failed = give.error ?? leave.error;
  const isApp = kind === "app";
  return (
    <form method="post" {...form} className="flex flex-col gap-4">
      {failed && <Alert>{describe(failed)}</Alert>}
      <Field
        key={kind}
        label={t(kind)}
        hint={t(isApp ? "appHint" : "recoveryHint")}
        error={unsound.includes("code") && t("missing")}
      >
        <Input
          name="code"
          required
          autoFocus
          autoComplete={isApp ? "one-time-code" : "off"}
          inputMode={isApp ? "numeric" : "text"}
          className="h-10 tracking-widest tabular-nums"
        />
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={give.isPending || give.isSuccess}>
        {t("submit")}
      </Button>
      <div className="flex flex-wrap justify-between gap-1">
        <Button
          variant="ghost"
          size="sm"
          onClick={() => {
            setKind(isApp ? "recovery" : "app");
            give.reset();
          }}
        >
          {t(isApp ? "useRecovery" : "useApp")}
        </Button>
        <Button variant="ghost" size="sm" busy={leave.isPending} onClick={() => leave.mutate()}>
          {t("another")}
        </Button>
      </div>
    </form>
  );
}
