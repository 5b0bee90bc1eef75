"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { signIn } from "@/api/auth";
import { useErrorText } from "@/components/error-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { loadPage } from "@/lib/load-page";

const schema = z.object({ email: z.email(), password: z.string().check(z.minLength(1)) });

/** Address and password; then on to `next`, a path of this site. */
export function LoginForm({ next }: { next: string }) {
  const t = useTranslations("login");
  const describe = useErrorText();
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { email: "", password: "" },
  });
  const login = useMutation({
    mutationFn: (values: z.infer<typeof schema>) => signIn(values.email, values.password),
    // A full load, so that the page is drawn by the server for who just came in.
    onSuccess: () => loadPage(next),
  });
  const { errors } = form.formState;

  return (
    <form
      noValidate
      method="post"
      onSubmit={form.handleSubmit((values) => login.mutate(values))}
      className="flex flex-col gap-4"
    >
      {login.isError && (
        <p
          role="alert"
          className="flex items-start gap-2 rounded-md bg-bad-soft px-3 py-2 text-sm text-bad"
        >
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {describe(login.error)}
        </p>
      )}
      <Field label={t("email")} error={errors.email && t("emailInvalid")}>
        <Input
          type="email"
          autoComplete="username"
          className="h-10"
          {...form.register("email")}
        />
      </Field>
      <Field label={t("password")} error={errors.password && t("passwordMissing")}>
        <Input
          type="password"
          autoComplete="current-password"
          className="h-10"
          {...form.register("password")}
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
