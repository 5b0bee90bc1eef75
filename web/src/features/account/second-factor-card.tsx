"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { renewCodes, secondFactorKey, secondFactorQuery, turnOff } from "@/api/account";
import { ConfirmButton } from "@/components/confirm-button";
import { useErrorText } from "@/components/error-text";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useNotify } from "@/components/ui/toast";
import { CodesDialog } from "./codes-dialog";
import { SetUpDialog } from "./set-up-dialog";
import { usePasswordFirst } from "./use-password-first";

/** Codes of an app beside the password: set up, renewed, turned off. */
export function SecondFactorCard() {
  const t = useTranslations("account.secondFactor");
  const describe = useErrorText();
  const notify = useNotify();
  const client = useQueryClient();
  const found = useQuery(secondFactorQuery);
  const { guard, dialog } = usePasswordFirst();
  const [isSettingUp, setSettingUp] = useState(false);
  const [codes, setCodes] = useState<string[] | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: secondFactorKey });
  const renew = useMutation({
    mutationFn: () => guard(renewCodes),
    onSuccess: (fresh) => {
      setCodes(fresh);
      void refresh();
    },
  });
  return (
    <Card>
      <CardHeader
        title={t("title")}
        description={t("text")}
        actions={
          found.data && (
            <Badge tone={found.data.isOn ? "good" : "neutral"}>
              {t(found.data.isOn ? "on" : "off")}
            </Badge>
          )
        }
      />
      <div className="border-t border-line p-4">
        {found.error ? (
          <ErrorState
            className="py-6"
            error={found.error}
            onRetry={() => void found.refetch()}
          />
        ) : !found.data ? (
          <SkeletonRows rows={2} className="p-0" />
        ) : found.data.isOn ? (
          <div className="flex flex-col gap-3">
            {renew.isError && <Alert>{describe(renew.error)}</Alert>}
            <p className="text-sm text-muted">{t("left", { count: found.data.codesLeft })}</p>
            <div className="flex flex-wrap gap-2">
              <Button size="sm" busy={renew.isPending} onClick={() => renew.mutate()}>
                {t("renew")}
              </Button>
              <ConfirmButton
                label={t("turnOff")}
                title={t("turnOffTitle")}
                text={t("turnOffText")}
                confirm={t("turnOff")}
                act={() => guard(turnOff)}
                onDone={() => {
                  notify({ title: t("turnedOff") });
                  void refresh();
                }}
              />
            </div>
          </div>
        ) : (
          <Button onClick={() => setSettingUp(true)}>
            <ShieldCheck aria-hidden />
            {t("setUp")}
          </Button>
        )}
      </div>
      {isSettingUp && (
        <SetUpDialog
          guard={guard}
          onClose={() => setSettingUp(false)}
          onDone={(fresh) => {
            setSettingUp(false);
            setCodes(fresh);
            void refresh();
          }}
        />
      )}
      {codes && <CodesDialog codes={codes} onClose={() => setCodes(null)} />}
      {dialog}
    </Card>
  );
}
