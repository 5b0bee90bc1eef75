"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import {
  providerKey,
  providerQuery,
  removeProvider,
  setProvider,
  type Provider,
} from "@/api/institution";
import { ConfirmButton } from "@/components/confirm-button";
import { useFieldErrors } from "@/components/error-text";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useNotify } from "@/components/ui/toast";
import { useValues } from "@/components/use-values";
import { InstitutionPage } from "./institution-page";

/** The institution's own sign-in, by OpenID Connect. */
export function SignOnPage() {
  const t = useTranslations("institution.signOn");
  const { data, error, refetch } = useQuery(providerQuery);
  return (
    <InstitutionPage tab="signOn">
      <div className="mx-auto flex max-w-200 flex-col gap-4">
        <Card>
          <CardHeader
            title={t("title")}
            description={t("text")}
            actions={
              data !== undefined && (
                <Badge tone={data?.is_active ? "good" : "neutral"}>
                  {t(data ? (data.is_active ? "on" : "paused") : "off")}
                </Badge>
              )
            }
          />
          <div className="border-t border-line p-4">
            {error ? (
              <ErrorState error={error} onRetry={() => void refetch()} />
            ) : data === undefined ? (
              <SkeletonRows rows={6} className="p-0" />
            ) : (
              <ProviderForm key={data?.slug} provider={data} />
            )}
          </div>
        </Card>
      </div>
    </InstitutionPage>
  );
}

const TEXTS = ["name", "slug", "issuer", "client_id"] as const;
type NewRole = "instructor" | "student" | "nobody";

function ProviderForm({ provider }: { provider: Provider | null }) {
  const t = useTranslations("institution.signOn");
  const common = useTranslations("common");
  const roles = useTranslations("shell.roles");
  const notify = useNotify();
  const client = useQueryClient();
  const [newRole, setNewRole] = useState<NewRole>(provider?.new_role || "nobody");
  const [isActive, setActive] = useState(provider?.is_active ?? true);
  const save = useMutation({
    mutationFn: ({ client_secret, ...values }: Record<string, string>) =>
      setProvider({
        ...(values as Record<(typeof TEXTS)[number], string>),
        // Left empty, the stored one stays.
        ...(client_secret && { client_secret }),
        new_role: newRole === "nobody" ? "" : newRole,
        is_active: isActive,
      }),
    onSuccess: (saved) => {
      client.setQueryData(providerKey, saved);
      notify({ tone: "good", title: t("saved") });
    },
  });
  const { unsound, form } = useValues(save.mutate);
  const faults = useFieldErrors()(save.error);
  return (
    <form {...form} className="flex flex-col gap-4">
      {faults[""] && <Alert>{faults[""]}</Alert>}
      <div className="grid gap-4 sm:grid-cols-2">
        {TEXTS.map((name) => (
          <Field
            key={name}
            label={t(`fields.${name}`)}
            hint={t(`hints.${name}`)}
            error={unsound.includes(name) ? t("missing") : faults[name]}
          >
            <Input
              name={name}
              required
              autoComplete="off"
              spellCheck={false}
              type={name === "issuer" ? "url" : "text"}
              defaultValue={provider?.[name]}
            />
          </Field>
        ))}
        <Field
          label={t("fields.client_secret")}
          hint={t(provider ? "hints.secretKept" : "hints.client_secret")}
          error={unsound.includes("client_secret") ? t("missing") : faults.client_secret}
        >
          <Input
            type="password"
            name="client_secret"
            required={!provider}
            autoComplete="new-password"
          />
        </Field>
        <Field label={t("fields.new_role")} hint={t("hints.new_role")}>
          <Select
            value={newRole}
            onChange={setNewRole}
            options={[
              { value: "nobody", label: t("nobody") },
              { value: "instructor", label: roles("instructor") },
              { value: "student", label: roles("student") },
            ]}
          />
        </Field>
      </div>
      <Checkbox
        label={t("active")}
        hint={t("activeHint")}
        checked={isActive}
        onChange={setActive}
      />
      <div>
        <p className="text-sm font-medium">{t("domains")}</p>
        <p className="text-sm text-pretty text-muted">
          {provider?.domains.length ? provider.domains.join(", ") : t("noDomains")}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={save.isPending}>
          {common("save")}
        </Button>
        {provider && (
          <ConfirmButton
            size="md"
            label={t("remove")}
            title={t("removeTitle")}
            text={t("removeText")}
            confirm={t("remove")}
            act={removeProvider}
            onDone={() => {
              client.setQueryData(providerKey, null);
              notify({ title: t("removed") });
            }}
          />
        )}
      </div>
    </form>
  );
}
