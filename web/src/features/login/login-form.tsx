"use client";
import { useMutation } from "@tanstack/react-query";
import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { signIn } from "@/api/auth";
import { useErrorText } from "@/components/error-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { loadPage } from "@/lib/load-page";

interface Credentials {
  email: string;
  password: string;
}

/** Address and password; then on to `next`, a path of this site. */
export function LoginForm({ next }: { next: string }) {
  const t = useTranslations("login");
  const describe = useErrorText();
  const [missing, setMissing] = useState<string[]>([]);
  const login = useMutation({
    mutationFn: ({ email, password }: Credentials) => signIn(email, password),
    // A full load, so that the page is drawn by the server for who just came in.
    onSuccess: () => loadPage(next),
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const wrong = [...form.querySelectorAll("input")].filter((input) => !input.checkValidity());
    setMissing(wrong.map((input) => input.name));
    if (wrong[0]) return wrong[0].focus();
    login.mutate(Object.fromEntries(new FormData(form)) as unknown as Credentials);
  };

  return (
    <form noValidate method="post" onSubmit={onSubmit} className="flex flex-col gap-4">
      {login.isError && (
        <p
          role="alert"
          className="flex items-start gap-2 rounded-md bg-bad-soft px-3 py-2 text-sm text-bad"
        >
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {describe(login.error)}
        </p>
      )}
      <Field label={t("email")} error={missing.includes("email") && t("emailInvalid")}>
        <Input type="email" name="email" required autoComplete="username" className="h-10" />
      </Field>
      <Field label={t("password")} error={missing.includes("password") && t("passwordMissing")}>
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
    </form>
  );
}
