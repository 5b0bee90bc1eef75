"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { invitationsKey, invite } from "@/api/institution";
import { useFieldErrors } from "@/components/error-text";
import { Alert } from "@/components/ui/alert";
import { FormDialog } from "@/components/ui/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useNotify } from "@/components/ui/toast";
import { useValues } from "@/components/use-values";
import { isComplete, RoleFields, type RoleChoice } from "./role-fields";
import { isOfDepartment } from "./roles";

/** Mails somebody an invitation with a role. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("institution.invite");
  const notify = useNotify();
  const client = useQueryClient();
  const [choice, setChoice] = useState<RoleChoice>({ role: "coordinator", department: null });
  const send = useMutation({
    mutationFn: ({ email = "", name = "" }: Record<string, string>) =>
      invite({
        email,
        name,
        role: choice.role,
        department: isOfDepartment(choice.role) ? choice.department?.id : undefined,
      }),
    onSuccess: ({ email }) => {
      void client.invalidateQueries({ queryKey: invitationsKey });
      notify({ tone: "good", title: t("sent", { email }) });
      onClose();
    },
  });
  const { unsound, form } = useValues(send.mutate);
  const faults = useFieldErrors()(send.error);
  return (
    <FormDialog
      title={t("title")}
      description={t("text")}
      form="invite"
      submit={t("submit")}
      disabled={!isComplete(choice)}
      busy={send.isPending}
      onClose={onClose}
    >
      <form id="invite" {...form} className="flex flex-col gap-4">
        {faults[""] && <Alert>{faults[""]}</Alert>}
        <Field
          label={t("email")}
          error={unsound.includes("email") ? t("emailInvalid") : faults.email}
        >
          <Input type="email" name="email" required autoComplete="off" />
        </Field>
        <Field label={t("name")} hint={t("nameHint")} error={faults.name}>
          <Input name="name" maxLength={200} autoComplete="off" />
        </Field>
        <RoleFields value={choice} onChange={setChoice} faults={faults} />
      </form>
    </FormDialog>
  );
}
