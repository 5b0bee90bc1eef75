"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { MonitorSmartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { endSessions, sessionsKey, sessionsQuery, type BrowserSession } from "@/api/account";
import { ConfirmButton } from "@/components/confirm-button";
import { useFormat } from "@/components/format";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useNotify } from "@/components/ui/toast";
import { browserName } from "./browser-name";

/** The browsers in which one is signed in; each other can be signed out from here. */
export function SessionsCard() {
  const t = useTranslations("account.sessions");
  const notify = useNotify();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(sessionsQuery);
  const others = data?.filter(({ is_current }) => !is_current) ?? [];
  const onDone = () => {
    notify({ title: t("ended") });
    void client.invalidateQueries({ queryKey: sessionsKey });
  };
  const end = (which: BrowserSession[]) => () => endSessions(which.map(({ id }) => id));
  return (
    <Card>
      <CardHeader
        title={t("title")}
        description={t("text")}
        actions={
          others.length > 1 && (
            <ConfirmButton
              variant="secondary"
              label={t("endOthers")}
              title={t("endOthersTitle")}
              text={t("endOthersText", { count: others.length })}
              confirm={t("endOthers")}
              act={end(others)}
              onDone={onDone}
            />
          )
        }
      />
      <div className="border-t border-line px-4 py-1">
        {error ? (
          <ErrorState className="py-6" error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <SkeletonRows rows={2} className="px-0" />
        ) : (
          <ul className="divide-y divide-line">
            {[...data].sort(byCurrent).map((session) => (
              <SessionRow
                key={session.id}
                session={session}
                act={end([session])}
                onDone={onDone}
              />
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}

function byCurrent(a: BrowserSession, b: BrowserSession): number {
  return Number(b.is_current) - Number(a.is_current) || b.created_at - a.created_at;
}

function SessionRow({
  session,
  act,
  onDone,
}: {
  session: BrowserSession;
  act: () => Promise<unknown>;
  onDone: () => void;
}) {
  const t = useTranslations("account.sessions");
  const format = useFormat();
  const { browser, system } = browserName(session.user_agent);
  const name =
    browser && system ? t("on", { browser, system }) : (browser ?? system ?? t("unknown"));
  return (
    <li className="flex min-h-14 items-center gap-3 py-2">
      <MonitorSmartphone aria-hidden className="size-4 shrink-0 text-faint" />
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm font-medium">{name}</p>
        <p className="text-xs text-faint">
          {t("since", {
            address: session.ip,
            date: format.moment(new Date(session.created_at * 1000).toISOString()),
          })}
        </p>
      </div>
      {session.is_current ? (
        <Badge tone="good">{t("here")}</Badge>
      ) : (
        <ConfirmButton
          label={t("end")}
          aria-label={t("endOf", { name })}
          title={t("endTitle", { name })}
          text={t("endText")}
          confirm={t("end")}
          act={act}
          onDone={onDone}
        />
      )}
    </li>
  );
}
