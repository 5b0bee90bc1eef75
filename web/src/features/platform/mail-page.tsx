"use client";
import { useQuery } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import { useTranslations } from "next-intl";
import { outboxQuery, type Mail } from "@/api/platform";
import { useFormat } from "@/components/format";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { PlatformPage } from "./platform-page";

/** The mails that were kept instead of sent, newest first. */
export function MailPage() {
  const t = useTranslations("platform.mail");
  const { data, error, refetch, isRefetching } = useQuery(outboxQuery);
  return (
    <PlatformPage tab="mail">
      <Card className="mx-auto max-w-200">
        <CardHeader
          title={t("title")}
          description={t("text")}
          actions={
            <Button size="sm" busy={isRefetching} onClick={() => void refetch()}>
              {t("again")}
            </Button>
          }
        />
        <div className="border-t border-line">
          {error ? (
            <ErrorState error={error} onRetry={() => void refetch()} />
          ) : !data ? (
            <SkeletonRows />
          ) : data.length === 0 ? (
            <EmptyState icon={<Inbox />} title={t("emptyTitle")} description={t("emptyText")} />
          ) : (
            <ul aria-label={t("title")} className="divide-y divide-line">
              {data.map((mail) => (
                <MailItem key={mail.id} mail={mail} />
              ))}
            </ul>
          )}
        </div>
      </Card>
    </PlatformPage>
  );
}

function MailItem({ mail }: { mail: Mail }) {
  const format = useFormat();
  return (
    <li>
      <details>
        <summary className="flex cursor-pointer flex-wrap items-baseline gap-x-3 px-4 py-2.5 text-sm hover:bg-hover/60 focus-visible:-outline-offset-2">
          <span className="min-w-0 font-medium break-words max-sm:basis-full sm:flex-1 sm:truncate">
            {mail.subject}
          </span>
          <span className="min-w-0 truncate text-xs text-faint">
            {[mail.to, mail.sent_at && format.moment(mail.sent_at)].filter(Boolean).join(" · ")}
          </span>
        </summary>
        <pre className="px-4 pb-4 font-sans text-sm break-words whitespace-pre-wrap text-muted">
          {mail.body}
        </pre>
      </details>
    </li>
  );
}
