"use client";
import { useMutation } from "@tanstack/react-query";
import { Building2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { signIn, type NextStep } from "@/api/auth";
import { useErrorText } from "@/components/error-text";
import { Alert } from "@/components/ui/alert";
import { Button, buttonClass } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useValues } from "@/components/use-values";
import { linkClass } from "./door";
import { withNext } from "./next-path";

interface LoginFormProps {
  next: string;
  onStep: (step: NextStep) => void;
}

/** Address and password, and the other ways in. */
export function LoginForm({ next, onStep }: LoginFormProps) {
  const t = useTranslations("login");
  const describe = useErrorText();
  const login = useMutation({
    mutationFn: ({ email = "", password = "" }: Record<string, string>) =>
      signIn(email, password),
    onSuccess: onStep,
  });
  const { unsound, form } = useValues(login.mutate);
  const signOn = withNext("/login/sign-on", next);

  return (
    <form method="post" {...form} className="flex flex-col gap-4">
      {login.isError && <Alert>{describe(login.error)}</Alert>}
      <Field label={t("email")} error={unsound.includes("email") && t("emailInvalid")}>
        <Input type="email" name="email" required autoComplete="username" className="h-10" />
      </Field>
      <Field label={t("password")} error={unsound.includes("password") && t("passwordMissing")}>
        <Input
          type="password"
          name="password"
          required
          autoComplete="current-password"
          className="h-10"
        />
      </Field>
      <Button
        type="submit"
        variant="primary"
        size="lg"
        busy={login.isPending || login.isSuccess}
      >
        {t("submit")}
      </Button>
      <div className="flex items-center gap-3 text-xs text-faint before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t("or")}
      </div>
      {/* A full load: that page alone may send a form to another site. */}
      <a href={signOn} className={buttonClass({ size: "lg" })}>
        <Building2 aria-hidden />
        {t("bySignOn")}
      </a>
      <Link href="/password/reset" className={`${linkClass} self-center text-sm`}>
        {t("forgot")}
      </Link>
    </form>
  );
}
