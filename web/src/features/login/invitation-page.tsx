"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { MailX } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { acceptInvitation, invitationQuery, signIn, signOut, type Invited } from "@/api/auth";
import { ApiError } from "@/api/errors";
import { useErrorText } from "@/components/error-text";
import { Alert } from "@/components/ui/alert";
import { Button, ButtonLink } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { loadPage } from "@/lib/load-page";
import { Door } from "./door";
import { NewAccountForm } from "./new-account-form";
import { withNext } from "./next-path";

interface InvitationPageProps {
  token: string;
  /** Address of who is signed in, if anybody. */
  visitor: string | null;
}

/** Where an invitation's link leads: to an account, new or one's own, with the role. */
export function InvitationPage({ token, visitor }: InvitationPageProps) {
  const t = useTranslations("login.invitation");
  const roles = useTranslations("shell.roles");
  const format = useFormatter();
  const { data, error, refetch } = useQuery(invitationQuery(token));
  if (error) {
    const isDead = error instanceof ApiError && error.status === 404;
    return (
      <Door title={t("title")}>
        {isDead ? (
          <EmptyState
            className="p-0"
            icon={<MailX />}
            title={t("deadTitle")}
            description={t("deadText")}
            actions={<ButtonLink href="/">{t("home")}</ButtonLink>}
          />
        ) : (
          <ErrorState className="p-0" error={error} onRetry={() => void refetch()} />
        )}
      </Door>
    );
  }
  if (!data) {
    return (
      <Door title={t("title")}>
        <SkeletonRows rows={4} className="p-0" />
      </Door>
    );
  }
  const date = format.dateTime(new Date(data.expires_at), { day: "numeric", month: "long" });
  return (
    <Door
      title={t("title")}
      subtitle={t("subtitle", { institution: data.institution, role: roles(data.role) })}
    >
      <p className="mb-4 text-sm text-pretty text-muted">
        {t("until", { email: data.email, date })}
      </p>
      {visitor ? (
        <Signed token={token} invited={data} visitor={visitor} />
      ) : (
        <Stranger token={token} invited={data} />
      )}
    </Door>
  );
}

interface PartProps {
  token: string;
  invited: Invited;
}

/** Who is signed in joins as who they are, where it is them who is invited. */
function Signed({ token, invited, visitor }: PartProps & { visitor: string }) {
  const t = useTranslations("login.invitation");
  const describe = useErrorText();
  const join = useMutation({
    mutationFn: () => acceptInvitation({ token }),
    onSuccess: () => loadPage("/"),
  });
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: () => loadPage(`/invitation/${token}`),
  });
  const isOther = visitor.toLowerCase() !== invited.email.toLowerCase();
  const failed = join.error ?? leave.error;
  return (
    <div className="flex flex-col gap-4">
      {failed && <Alert>{describe(failed)}</Alert>}
      {isOther ? (
        <>
          <p className="text-sm text-pretty">
            {t("otherAccount", { email: visitor, invited: invited.email })}
          </p>
          <Button size="lg" busy={leave.isPending} onClick={() => leave.mutate()}>
            {t("signOut")}
          </Button>
        </>
      ) : (
        <Button
          variant="primary"
          size="lg"
          busy={join.isPending || join.isSuccess}
          onClick={() => join.mutate()}
        >
          {t("join", { email: visitor })}
        </Button>
      )}
    </div>
  );
}

/** Who is not signed in makes an account, or signs in to the one they have. */
function Stranger({ token, invited }: PartProps) {
  const t = useTranslations("login.invitation");
  const describe = useErrorText();
  const accept = useMutation({
    mutationFn: async ({ name = "", password = "" }: Record<string, string>) => {
      await acceptInvitation({ token, name, password });
      await signIn(invited.email, password);
    },
    onSuccess: () => loadPage("/"),
  });
  const signInFirst = withNext("/login", `/invitation/${token}`);
  if (accept.error instanceof ApiError && accept.error.code === "log_in_first") {
    return (
      <div className="flex flex-col gap-4">
        <Alert>{describe(accept.error)}</Alert>
        <ButtonLink href={signInFirst} variant="primary" size="lg">
          {t("signIn")}
        </ButtonLink>
      </div>
    );
  }
  return (
    <NewAccountForm
      invited={invited}
      error={accept.error}
      isBusy={accept.isPending || accept.isSuccess}
      onSend={accept.mutate}
      signInFirst={signInFirst}
    />
  );
}
