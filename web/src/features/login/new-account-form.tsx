"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Invited } from "@/api/auth";
import { useFieldErrors } from "@/components/error-text";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useValues } from "@/components/use-values";
import { linkClass } from "./door";

interface NewAccountFormProps {
  invited: Invited;
  error: unknown;
  isBusy: boolean;
  onSend: (values: Record<string, string>) => void;
  /** The way for who has an account. */
  signInFirst: string;
}

/** Name and password of who takes an invitation. */
export function NewAccountForm(props: NewAccountFormProps) {
  const t = useTranslations("login.invitation");
  const { unsound, form } = useValues(props.onSend);
  const faults = useFieldErrors()(props.error);
  return (
    <form method="post" {...form} className="flex flex-col gap-4">
      {faults[""] && <Alert>{faults[""]}</Alert>}
      <input type="hidden" name="email" autoComplete="username" value={props.invited.email} />
      <Field
        label={t("name")}
        error={unsound.includes("name") ? t("nameMissing") : faults.name}
      >
        <Input
          name="name"
          required
          autoComplete="name"
          defaultValue={props.invited.name}
          className="h-10"
        />
      </Field>
      <Field
        label={t("password")}
        hint={t("passwordHint")}
        error={unsound.includes("password") ? t("passwordMissing") : faults.password}
      >
        <Input
          type="password"
          name="password"
          required
          autoComplete="new-password"
          className="h-10"
        />
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={props.isBusy}>
        {t("accept")}
      </Button>
      <Link href={props.signInFirst} className={`${linkClass} self-center text-sm`}>
        {t("known")}
      </Link>
    </form>
  );
}
