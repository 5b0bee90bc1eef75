"use client";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { MailPlus, UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import {
  invitationsKey,
  invitationsQuery,
  resendInvitation,
  revokeInvitation,
  type Invitation,
} from "@/api/institution";
import { ConfirmButton } from "@/components/confirm-button";
import { useErrorText } from "@/components/error-text";
import { useFormat } from "@/components/format";
import { INVITATION_TONES, invitationState } from "@/components/invitation-state";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/state";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { useNotify } from "@/components/ui/toast";
import { useAddress } from "@/lib/use-address";
import { InstitutionPage } from "./institution-page";
import { InviteDialog } from "./invite-dialog";
import { ListBody } from "./list-body";

/** Who has been asked to join, and what became of it. */
export function InvitationsPage() {
  const t = useTranslations("institution.invitations");
  const { get, push } = useAddress();
  const page = Math.max(1, Number(get("page")) || 1);
  const [isInviting, setInviting] = useState(false);
  const result = useQuery({ ...invitationsQuery(page), placeholderData: keepPreviousData });
  const button = (
    <Button variant="primary" onClick={() => setInviting(true)}>
      <UserPlus aria-hidden />
      {t("invite")}
    </Button>
  );
  return (
    <InstitutionPage tab="invitations" actions={button}>
      <ListBody
        result={result}
        page={page}
        onPage={(next) => push({ page: next === 1 ? null : next })}
        empty={
          <EmptyState
            icon={<MailPlus />}
            title={t("emptyTitle")}
            description={t("emptyText")}
          />
        }
      >
        {(rows) => (
          <Table label={t("title")}>
            <thead>
              <tr>
                <Th>{t("who")}</Th>
                <Th className="max-md:hidden">{t("sent")}</Th>
                <Th>{t("state")}</Th>
                <Th>
                  <span className="sr-only">{t("actions")}</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <InvitationRow key={row.id} row={row} />
              ))}
            </tbody>
          </Table>
        )}
      </ListBody>
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </InstitutionPage>
  );
}

function InvitationRow({ row }: { row: Invitation }) {
  const t = useTranslations("institution.invitations");
  const roles = useTranslations("shell.roles");
  const format = useFormat();
  const describe = useErrorText();
  const notify = useNotify();
  const client = useQueryClient();
  const state = invitationState(row);
  const refresh = () => void client.invalidateQueries({ queryKey: invitationsKey });
  const resend = useMutation({
    mutationFn: () => resendInvitation(row.id),
    onSuccess: () => {
      notify({ tone: "good", title: t("resent", { email: row.email }) });
      refresh();
    },
    onError: (error) =>
      notify({ tone: "bad", title: t("notResent"), description: describe(error) }),
  });
  return (
    <Tr>
      <Td className="max-w-32 sm:max-w-64">
        <p className="truncate font-medium">{row.email}</p>
        <p className="truncate text-xs text-faint">
          {[row.name, roles(row.role)].filter(Boolean).join(", ")}
        </p>
      </Td>
      <Td className="whitespace-nowrap text-muted max-md:hidden">
        {format.moment(row.sent_at)}
        {row.times_sent > 1 && ` (${t("times", { count: row.times_sent })})`}
      </Td>
      <Td>
        <Badge tone={INVITATION_TONES[state]}>{t(`states.${state}`)}</Badge>
      </Td>
      <Td className="text-right">
        {(state === "open" || state === "expired") && (
          <span className="inline-flex flex-wrap justify-end gap-1">
            <Button
              size="sm"
              aria-label={t("resendTo", { email: row.email })}
              busy={resend.isPending}
              onClick={() => resend.mutate()}
            >
              {t("resend")}
            </Button>
            <ConfirmButton
              label={t("revoke")}
              aria-label={t("revokeOf", { email: row.email })}
              title={t("revokeTitle", { email: row.email })}
              text={t("revokeText")}
              confirm={t("revoke")}
              act={() => revokeInvitation(row.id)}
              onDone={() => {
                notify({ title: t("revoked") });
                refresh();
              }}
            />
          </span>
        )}
      </Td>
    </Tr>
  );
}
