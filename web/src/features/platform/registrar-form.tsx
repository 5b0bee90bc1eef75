"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { inviteRegistrar, tenantsKey, type Tenant } from "@/api/platform";
import { useErrorText } from "@/components/error-text";
import { useFormat } from "@/components/format";
import { INVITATION_TONES, invitationState } from "@/components/invitation-state";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useNotify } from "@/components/ui/toast";
import { useValues } from "@/components/use-values";

/** Invites who will run the institution, as long as nobody does; and how that stands. */
export function RegistrarForm({ tenant }: { tenant: Tenant }) {
  const t = useTranslations("platform.tenant");
  const invalid = useTranslations("institution.invite");
  const describe = useErrorText();
  const notify = useNotify();
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: ({ email = "" }: Record<string, string>) => inviteRegistrar(tenant.id, email),
    onSuccess: ({ email }) => {
      notify({ tone: "good", title: t("invited", { email }) });
      void client.invalidateQueries({ queryKey: tenantsKey });
    },
  });
  const { unsound, form } = useValues(send.mutate);
  const refused = send.error && describe(send.error);
  return (
    <form {...form} className="flex flex-col items-start gap-2">
      {tenant.invitation && (
        <Invited
          invitation={tenant.invitation}
          isPending={send.isPending}
          onAgain={(email) => send.mutate({ email })}
        />
      )}
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

/** The first registrar's invitation: sent again, it is a new one, and the old link ends. */
function Invited({
  invitation,
  isPending,
  onAgain,
}: {
  invitation: NonNullable<Tenant["invitation"]>;
  isPending: boolean;
  onAgain: (email: string) => void;
}) {
  const t = useTranslations("platform.tenant.invitation");
  const states = useTranslations("institution.invitations.states");
  const format = useFormat();
  const { email, accepted_at, expires_at } = invitation;
  const state = invitationState(invitation);
  return (
    <div className="flex w-full flex-col items-start gap-1 text-sm">
      <p className="flex w-full flex-wrap items-center gap-2">
        <span className="min-w-0 truncate font-medium">{email}</span>
        <Badge tone={INVITATION_TONES[state]}>{states(state)}</Badge>
      </p>
      <p className="text-xs text-muted">
        {state === "accepted"
          ? t("accepted", { moment: format.moment(accepted_at!) })
          : t(state === "open" ? "open" : "expired", { moment: format.moment(expires_at) })}
      </p>
      {state !== "accepted" && (
        <Button type="button" size="sm" busy={isPending} onClick={() => onAgain(email)}>
          {t("again")}
        </Button>
      )}
    </div>
  );
}
