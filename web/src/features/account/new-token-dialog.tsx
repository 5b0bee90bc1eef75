"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { makeToken, SCOPES, tokensKey, type Scope } from "@/api/account";
import { useFieldErrors } from "@/components/error-text";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { FormDialog } from "@/components/ui/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useValues } from "@/components/use-values";
import { Secret } from "./secret";

const LIVES = ["30", "90", "365", "never"] as const;
type Life = (typeof LIVES)[number];

/** Names a token, says what it may do and for how long, and shows its text this once. */
export function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("account.newToken");
  const names = useTranslations("account.tokens.scopes");
  const client = useQueryClient();
  const [scopes, setScopes] = useState<readonly Scope[]>(["read"]);
  const [life, setLife] = useState<Life>("90");
  const make = useMutation({
    mutationFn: ({ name = "" }: Record<string, string>) =>
      makeToken({ name, scopes: [...scopes], days: life === "never" ? null : Number(life) }),
    onSuccess: () => void client.invalidateQueries({ queryKey: tokensKey }),
  });
  const { unsound, form } = useValues(make.mutate);
  const faults = useFieldErrors()(make.error);
  if (make.data) {
    return (
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        title={t("madeTitle", { name: make.data.name })}
        description={t("madeText")}
        footer={
          <Button variant="primary" onClick={onClose}>
            {t("kept")}
          </Button>
        }
      >
        <Secret label={t("token")} text={make.data.token} />
        <p className="mt-3 text-xs text-faint">{t("use")}</p>
      </Dialog>
    );
  }
  return (
    <FormDialog
      title={t("title")}
      description={t("text")}
      form="new-token"
      submit={t("submit")}
      disabled={scopes.length === 0}
      busy={make.isPending}
      onClose={onClose}
    >
      <form id="new-token" {...form} className="flex flex-col gap-4">
        {faults[""] && <Alert>{faults[""]}</Alert>}
        <Field
          label={t("name")}
          hint={t("nameHint")}
          error={unsound.includes("name") ? t("nameHint") : faults.name}
        >
          <Input name="name" required maxLength={100} autoComplete="off" />
        </Field>
        <fieldset>
          <legend className="mb-1 text-sm font-medium">{t("scopes")}</legend>
          {SCOPES.map((scope) => (
            <Checkbox
              key={scope}
              label={names(`${scope}.name`)}
              hint={names(`${scope}.hint`)}
              checked={scopes.includes(scope)}
              onChange={(checked) =>
                setScopes(
                  SCOPES.filter((each) => (each === scope ? checked : scopes.includes(each))),
                )
              }
            />
          ))}
          {scopes.length === 0 && <p className="text-xs text-bad">{t("scopesMissing")}</p>}
        </fieldset>
        <Field label={t("life")}>
          <Select
            value={life}
            onChange={setLife}
            options={LIVES.map((value) => ({
              value,
              label: value === "never" ? t("never") : t("days", { days: Number(value) }),
            }))}
          />
        </Field>
      </form>
    </FormDialog>
  );
}
