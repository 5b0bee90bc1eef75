"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { inviteRegistrar, type Tenant } from "@/api/platform";
import { useErrorText } from "@/components/error-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useNotify } from "@/components/ui/toast";
import { useValues } from "@/components/use-values";

/** Invites who will run the institution, as long as nobody does. */
export function RegistrarForm({ tenant }: { tenant: Tenant }) {
  const t = useTranslations("platform.tenant");
  const invalid = useTranslations("institution.invite");
  const describe = useErrorText();
  const notify = useNotify();
  const send = useMutation({
    mutationFn: ({ email = "" }: Record<string, string>) => inviteRegistrar(tenant.id, email),
    onSuccess: ({ email }) => notify({ tone: "good", title: t("invited", { email }) }),
  });
  const { unsound, form } = useValues(send.mutate);
  const refused = send.error && describe(send.error);
  return (
    <form {...form} className="flex flex-col items-start gap-2">
      <Field
        className="w-full"
        label={t("registrar")}
        hint={t("registrarHint")}
        error={unsound.includes("email") ? invalid("emailInvalid") : refused}
      >
        <Input type="email" name="email" required autoComplete="off" />
      </Field>
      <Button type="submit" size="sm" busy={send.isPending}>
        {t("invite")}
      </Button>
    </form>
  );
}
