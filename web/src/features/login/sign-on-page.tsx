"use client";
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { findSignOn } from "@/api/auth";
import { csrfToken } from "@/api/csrf";
import { LOGIN_API } from "@/api/http";
import { useErrorText } from "@/components/error-text";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useValues } from "@/components/use-values";
import { Door, linkClass } from "./door";
import { withNext } from "./next-path";

interface SignOnPageProps {
  next: string;
  /** Why the institution's page sent one back, a code of the login. */
  refusal: string | undefined;
}

/** Finds the institution's own sign-in and goes there; it leads back to this page. */
export function SignOnPage({ next, refusal }: SignOnPageProps) {
  const t = useTranslations("login.signOn");
  const describe = useErrorText();
  const leaving = useRef<HTMLFormElement>(null);
  const find = useMutation({
    mutationFn: ({ address = "" }: Record<string, string>) => findSignOn(address),
    onSuccess: async (provider) => {
      const token = await csrfToken();
      const form = leaving.current;
      if (!provider || !form) return;
      const values = { provider, csrfmiddlewaretoken: token ?? "" };
      for (const [name, value] of Object.entries(values))
        (form.elements.namedItem(name) as HTMLInputElement).value = value;
      form.submit();
    },
  });
  const { unsound, form } = useValues(find.mutate);
  const isUnknown = find.isSuccess && find.data === null;
  return (
    <Door
      title={t("title")}
      subtitle={t("subtitle")}
      foot={
        <Link href={withNext("/login", next)} className={linkClass}>
          {t("byPassword")}
        </Link>
      }
    >
      <form method="post" {...form} className="flex flex-col gap-4">
        {find.isError && <Alert>{describe(find.error)}</Alert>}
        {isUnknown && <Alert>{t("none")}</Alert>}
        {refusal && find.isIdle && (
          <Alert>{t(refusal === "permission_denied" ? "refused" : "failed")}</Alert>
        )}
        <Field label={t("address")} error={unsound.includes("address") && t("missing")}>
          <Input name="address" required autoComplete="username" className="h-10" />
        </Field>
        <Button
          type="submit"
          variant="primary"
          size="lg"
          busy={find.isPending || (find.isSuccess && !isUnknown)}
        >
          {t("submit")}
        </Button>
      </form>
      <form ref={leaving} method="post" action={`${LOGIN_API}/auth/provider/redirect`} hidden>
        <input name="provider" type="hidden" />
        <input name="csrfmiddlewaretoken" type="hidden" />
        <input name="process" type="hidden" value="login" readOnly />
        <input
          name="callback_url"
          type="hidden"
          value={withNext("/login/sign-on", next)}
          readOnly
        />
      </form>
    </Door>
  );
}
