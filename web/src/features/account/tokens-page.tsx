"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { revokeToken, tokensKey, tokensQuery, type ApiToken } from "@/api/account";
import { ConfirmButton } from "@/components/confirm-button";
import { useFormat } from "@/components/format";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { useNotify } from "@/components/ui/toast";
import { useNow } from "@/components/use-now";
import { AccountPage } from "./account-page";
import { NewTokenDialog } from "./new-token-dialog";
import { tokenState } from "./token-state";

/** The ways in for one's programs. */
export function TokensPage() {
  const t = useTranslations("account.tokens");
  const { data, error, refetch } = useQuery(tokensQuery);
  const [isMaking, setMaking] = useState(false);
  const make = (
    <Button variant="primary" onClick={() => setMaking(true)}>
      <Plus aria-hidden />
      {t("make")}
    </Button>
  );
  return (
    <AccountPage tab="tokens">
      <Card>
        <CardHeader
          title={t("title")}
          description={t("text")}
          actions={data && data.count > 0 && make}
        />
        <div className="border-t border-line">
          {error ? (
            <ErrorState error={error} onRetry={() => void refetch()} />
          ) : !data ? (
            <SkeletonRows rows={3} />
          ) : data.count === 0 ? (
            <EmptyState
              icon={<KeyRound />}
              title={t("emptyTitle")}
              description={t("emptyText")}
              actions={make}
            />
          ) : (
            <ul aria-label={t("title")} className="divide-y divide-line px-4">
              {data.results.map((token) => (
                <TokenRow key={token.id} token={token} />
              ))}
            </ul>
          )}
        </div>
      </Card>
      {isMaking && <NewTokenDialog onClose={() => setMaking(false)} />}
    </AccountPage>
  );
}

const TONES = { live: "good", expired: "neutral", revoked: "neutral" } as const;

function TokenRow({ token }: { token: ApiToken }) {
  const t = useTranslations("account.tokens");
  const format = useFormat();
  const now = useNow();
  const notify = useNotify();
  const client = useQueryClient();
  const state = tokenState(token, now);
  const facts = [
    t("starts", { start: token.start }),
    token.last_used_at
      ? t("used", { when: format.moment(token.last_used_at) })
      : t("neverUsed"),
    token.expires_at
      ? t(state === "expired" ? "ended" : "ends", { when: format.moment(token.expires_at) })
      : t("endless"),
  ];
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-3">
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-2">
          <p className="min-w-0 truncate text-sm font-medium">{token.name}</p>
          <Badge tone={TONES[state]}>{t(`states.${state}`)}</Badge>
        </div>
        <p className="text-xs text-muted">
          {token.scopes.map((scope) => t(`scopes.${scope}.name`)).join(", ")}
        </p>
        <p className="text-xs text-faint">{facts.join(" · ")}</p>
      </div>
      {state === "live" && (
        <ConfirmButton
          label={t("revoke")}
          aria-label={t("revokeOf", { name: token.name })}
          title={t("revokeTitle", { name: token.name })}
          text={t("revokeText")}
          confirm={t("revoke")}
          act={() => revokeToken(token.id)}
          onDone={() => {
            notify({ title: t("revoked", { name: token.name }) });
            void client.invalidateQueries({ queryKey: tokensKey });
          }}
        />
      )}
    </li>
  );
}
