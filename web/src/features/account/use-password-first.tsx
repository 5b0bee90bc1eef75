"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { confirmPassword } from "@/api/account";
import { ApiError } from "@/api/errors";
import { useErrorText } from "@/components/error-text";
import { Alert } from "@/components/ui/alert";
import { FormDialog } from "@/components/ui/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useValues } from "@/components/use-values";

interface Waiting {
  goOn: () => void;
  giveUp: () => void;
}

/**
 * Wraps what the server does only for who has just given the password: `guard` tries it, asks
 * where it must (in `dialog`, to be drawn), and tries again.
 */
export function usePasswordFirst() {
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const guard = async <R,>(act: () => Promise<R>): Promise<R> => {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "password_needed") throw error;
      await new Promise<void>((resolve, reject) =>
        setWaiting({ goOn: resolve, giveUp: () => reject(error) }),
      );
      return act();
    }
  };
  const end = (how: keyof Waiting) => {
    waiting?.[how]();
    setWaiting(null);
  };
  const dialog = waiting && (
    <PasswordDialog onConfirmed={() => end("goOn")} onClose={() => end("giveUp")} />
  );
  return { guard, dialog };
}

function PasswordDialog({
  onConfirmed,
  onClose,
}: {
  onConfirmed: () => void;
  onClose: () => void;
}) {
  const t = useTranslations("account.confirm");
  const describe = useErrorText();
  const confirm = useMutation({
    mutationFn: ({ password = "" }: Record<string, string>) => confirmPassword(password),
    onSuccess: onConfirmed,
  });
  const { unsound, form } = useValues(confirm.mutate);
  return (
    <FormDialog
      title={t("title")}
      description={t("text")}
      form="confirm-password"
      submit={t("submit")}
      busy={confirm.isPending}
      onClose={onClose}
    >
      <form id="confirm-password" method="post" {...form} className="flex flex-col gap-4">
        {confirm.isError && <Alert>{describe(confirm.error)}</Alert>}
        <Field label={t("password")} error={unsound.includes("password") && t("missing")}>
          <Input
            type="password"
            name="password"
            required
            autoFocus
            autoComplete="current-password"
          />
        </Field>
      </form>
    </FormDialog>
  );
}
