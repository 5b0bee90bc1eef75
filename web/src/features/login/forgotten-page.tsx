"use client";
import { useMutation } from "@tanstack/react-query";
import { MailCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { askForReset } from "@/api/auth";
import { useErrorText } from "@/components/error-text";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { EmptyState } from "@/components/ui/state";
import { useValues } from "@/components/use-values";
import { Door, linkClass } from "./door";

/** Asks for the address to mail a link to; never says whether it has an account. */
export function ForgottenPage() {
  const t = useTranslations("login.forgotten");
  const login = useTranslations("login");
  const describe = useErrorText();
  const ask = useMutation({
    mutationFn: ({ email = "" }: Record<string, string>) => askForReset(email),
  });
  const { unsound, form } = useValues(ask.mutate);
  return (
    <Door
      title={t("title")}
      subtitle={t("subtitle")}
      foot={
        <Link href="/login" className={linkClass}>
          {login("backToLogin")}
        </Link>
      }
    >
      {ask.isSuccess ? (
        <div role="status">
          <EmptyState
            className="p-0"
            icon={<MailCheck />}
            title={t("sentTitle")}
            description={t("sentText", { email: ask.variables.email ?? "" })}
          />
        </div>
      ) : (
        <form method="post" {...form} className="flex flex-col gap-4">
          {ask.isError && <Alert>{describe(ask.error)}</Alert>}
          <Field
            label={login("email")}
            error={unsound.includes("email") && login("emailInvalid")}
          >
            <Input
              type="email"
              name="email"
              required
              autoComplete="username"
              className="h-10"
            />
          </Field>
          <Button type="submit" variant="primary" size="lg" busy={ask.isPending}>
            {t("submit")}
          </Button>
        </form>
      )}
    </Door>
  );
}
