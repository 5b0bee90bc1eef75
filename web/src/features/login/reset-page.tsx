"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { KeyRound, Unlink } from "lucide-react";
import { useTranslations } from "next-intl";
import { resetKeyQuery, resetPassword } from "@/api/auth";
import { ApiError } from "@/api/errors";
import { useFieldErrors } from "@/components/error-text";
import { Alert } from "@/components/ui/alert";
import { Button, ButtonLink } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { useValues } from "@/components/use-values";
import { Door } from "./door";

/** Where a mailed link leads: a new password, once. */
export function ResetPage({ secret }: { secret: string }) {
  const t = useTranslations("login.reset");
  const owner = useQuery(resetKeyQuery(secret));
  const reset = useMutation({
    mutationFn: ({ password = "" }: Record<string, string>) => resetPassword(secret, password),
  });
  const { unsound, form } = useValues(reset.mutate);
  const faults = useFieldErrors()(reset.error);

  if (reset.isSuccess) {
    return (
      <Door title={t("title")}>
        <div role="status">
          <EmptyState
            className="p-0"
            icon={<KeyRound />}
            title={t("doneTitle")}
            description={t("doneText")}
            actions={
              <ButtonLink href="/login" variant="primary">
                {t("toLogin")}
              </ButtonLink>
            }
          />
        </div>
      </Door>
    );
  }
  if (owner.error) {
    const isDead = owner.error instanceof ApiError && owner.error.status === 400;
    return (
      <Door title={t("title")}>
        {isDead ? (
          <EmptyState
            className="p-0"
            icon={<Unlink />}
            title={t("deadTitle")}
            description={t("deadText")}
            actions={
              <ButtonLink href="/password/reset" variant="primary">
                {t("again")}
              </ButtonLink>
            }
          />
        ) : (
          <ErrorState
            className="p-0"
            error={owner.error}
            onRetry={() => void owner.refetch()}
          />
        )}
      </Door>
    );
  }
  return (
    <Door title={t("title")} subtitle={owner.data && t("subtitle", { email: owner.data })}>
      {owner.data ? (
        <form method="post" {...form} className="flex flex-col gap-4">
          {(faults[""] ?? faults.key) && <Alert>{faults[""] ?? faults.key}</Alert>}
          {/* So that password managers know whose it is. */}
          <input type="hidden" name="email" autoComplete="username" value={owner.data} />
          <Field
            label={t("password")}
            hint={t("hint")}
            error={unsound.includes("password") ? t("hint") : faults.password}
          >
            <Input
              type="password"
              name="password"
              required
              autoComplete="new-password"
              className="h-10"
            />
          </Field>
          <Button type="submit" variant="primary" size="lg" busy={reset.isPending}>
            {t("submit")}
          </Button>
        </form>
      ) : (
        <SkeletonRows rows={3} className="p-0" />
      )}
    </Door>
  );
}
