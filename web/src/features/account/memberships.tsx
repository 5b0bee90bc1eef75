"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { actAs } from "@/api/account";
import { useErrorText } from "@/components/error-text";
import { useSession } from "@/components/session";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { loadPage } from "@/lib/load-page";

/** The institutions one belongs to, and which of them the pages are about just now. */
export function Memberships() {
  const t = useTranslations("account.memberships");
  const roles = useTranslations("shell.roles");
  const describe = useErrorText();
  const { me } = useSession();
  const change = useMutation({
    mutationFn: actAs,
    // A full load, so that nothing of the other institution stays in memory.
    onSuccess: () => loadPage("/"),
  });
  return (
    <Card>
      <CardHeader title={t("title")} />
      <div className="border-t border-line p-4">
        {change.isError && <Alert>{describe(change.error)}</Alert>}
        {me.memberships.length === 0 && <p className="text-sm text-muted">{t("none")}</p>}
        <ul className="divide-y divide-line">
          {me.memberships.map(({ id, role, institution }) => (
            <li key={id} className="flex min-h-12 items-center justify-between gap-3 py-1.5">
              <div className="min-w-0">
                <p className="truncate text-sm font-medium">{institution.name}</p>
                <p className="truncate text-xs text-faint">
                  {me.membership?.id === id && me.membership.department
                    ? t("ofDepartment", {
                        role: roles(role),
                        department: me.membership.department.name,
                      })
                    : roles(role)}
                </p>
              </div>
              {me.membership?.id === id ? (
                me.memberships.length > 1 && <Badge tone="good">{t("current")}</Badge>
              ) : (
                <Button
                  size="sm"
                  busy={change.isPending && change.variables === id}
                  onClick={() => change.mutate(id)}
                >
                  {t("change")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}
