"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { changePassword, sessionsKey } from "@/api/account";
import { useFieldErrors } from "@/components/error-text";
import { useSession } from "@/components/session";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useNotify } from "@/components/ui/toast";
import { useValues } from "@/components/use-values";

/** Another password, for who knows the present one. */
export function PasswordCard() {
  const t = useTranslations("account.password");
  const notify = useNotify();
  const client = useQueryClient();
  const { me } = useSession();
  const element = useRef<HTMLFormElement>(null);
  const change = useMutation({
    mutationFn: ({ current = "", next = "" }: Record<string, string>) =>
      changePassword(current, next),
    onSuccess: () => {
      element.current?.reset();
      notify({ tone: "good", title: t("changed"), description: t("changedText") });
      void client.invalidateQueries({ queryKey: sessionsKey });
    },
  });
  const { unsound, form } = useValues(change.mutate);
  const faults = useFieldErrors()(change.error);
  return (
    <Card>
      <CardHeader title={t("title")} description={t("text")} />
      <form
        ref={element}
        method="post"
        {...form}
        className="flex flex-col gap-4 border-t border-line p-4"
      >
        {faults[""] && <Alert>{faults[""]}</Alert>}
        <input type="hidden" name="email" autoComplete="username" value={me.user.email} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={t("current")}
            error={unsound.includes("current") ? t("missing") : faults.current_password}
          >
            <Input type="password" name="current" required autoComplete="current-password" />
          </Field>
          <Field
            label={t("next")}
            hint={t("hint")}
            error={unsound.includes("next") ? t("hint") : faults.new_password}
          >
            <Input type="password" name="next" required autoComplete="new-password" />
          </Field>
        </div>
        <Button type="submit" variant="primary" busy={change.isPending} className="self-start">
          {t("submit")}
        </Button>
      </form>
    </Card>
  );
}
