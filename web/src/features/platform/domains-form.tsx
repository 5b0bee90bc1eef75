"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { setDomains, tenantsKey, type Tenant } from "@/api/platform";
import { useErrorText } from "@/components/error-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useNotify } from "@/components/ui/toast";
import { useValues } from "@/components/use-values";

/** The mail domains whose addresses the institution's own sign-in is believed about. */
export function DomainsForm({ tenant }: { tenant: Tenant }) {
  const t = useTranslations("platform.tenant");
  const common = useTranslations("common");
  const describe = useErrorText();
  const notify = useNotify();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: ({ domains = "" }: Record<string, string>) =>
      setDomains(
        tenant.id,
        domains
          .toLowerCase()
          .split(/[\s,;]+/)
          .filter(Boolean),
      ),
    onSuccess: () => {
      notify({ tone: "good", title: t("domainsSaved") });
      void client.invalidateQueries({ queryKey: tenantsKey });
    },
  });
  const { form } = useValues(save.mutate);
  return (
    <form {...form} className="flex flex-col items-start gap-2">
      <Field
        className="w-full"
        label={t("domains")}
        hint={t("domainsHint")}
        error={save.error && describe(save.error)}
      >
        <Input name="domains" autoComplete="off" defaultValue={tenant.domains.join(", ")} />
      </Field>
      <Button type="submit" size="sm" busy={save.isPending}>
        {common("save")}
      </Button>
    </form>
  );
}
