"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { newSecret, turnOn } from "@/api/account";
import { useErrorText } from "@/components/error-text";
import { Alert } from "@/components/ui/alert";
import { ErrorState } from "@/components/ui/error-state";
import { FormDialog } from "@/components/ui/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { useValues } from "@/components/use-values";
import { QrCode } from "./qr-code";
import { Secret } from "./secret";

interface SetUpDialogProps {
  guard: <R>(act: () => Promise<R>) => Promise<R>;
  onClose: () => void;
  /** Called with the recovery codes. */
  onDone: (codes: string[]) => void;
}

/** Shows an app the secret, and asks for a code made with it. */
export function SetUpDialog({ guard, onClose, onDone }: SetUpDialogProps) {
  const t = useTranslations("account.setUp");
  const describe = useErrorText();
  // Each set-up has its own secret, and none stays in memory.
  const secret = useQuery({
    queryKey: ["account", "new-secret"],
    queryFn: newSecret,
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });
  const confirm = useMutation({
    mutationFn: ({ code = "" }: Record<string, string>) => guard(() => turnOn(code)),
    onSuccess: onDone,
  });
  const { unsound, form } = useValues(confirm.mutate);
  return (
    <FormDialog
      title={t("title")}
      description={t("text")}
      form="set-up"
      submit={t("submit")}
      disabled={!secret.data}
      busy={confirm.isPending}
      onClose={onClose}
    >
      {secret.error ? (
        <ErrorState
          className="py-6"
          error={secret.error}
          onRetry={() => void secret.refetch()}
        />
      ) : (
        <form id="set-up" method="post" {...form} className="flex flex-col gap-4">
          {secret.data ? (
            <>
              <QrCode text={secret.data.address} label={t("picture")} />
              <Secret label={t("secret")} text={secret.data.secret} />
            </>
          ) : (
            <Skeleton className="mx-auto size-44" />
          )}
          {confirm.isError && <Alert>{describe(confirm.error)}</Alert>}
          <Field
            label={t("code")}
            hint={t("codeHint")}
            error={unsound.includes("code") && t("codeHint")}
          >
            <Input
              name="code"
              required
              inputMode="numeric"
              autoComplete="one-time-code"
              className="tracking-widest tabular-nums"
            />
          </Field>
        </form>
      )}
    </FormDialog>
  );
}
