"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { changeName } from "@/api/account";
import { useFieldErrors } from "@/components/error-text";
import { useSession } from "@/components/session";
import { useTheme } from "@/components/theme";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { useNotify } from "@/components/ui/toast";
import { useValues } from "@/components/use-values";
import { THEMES } from "@/lib/theme";
import { AccountPage } from "./account-page";
import { Memberships } from "./memberships";

/** Who one is, where one belongs, and how the pages look. */
export function ProfilePage() {
  return (
    <AccountPage tab="profile">
      <Name />
      <Memberships />
      <Appearance />
    </AccountPage>
  );
}

function Name() {
  const t = useTranslations("account.profile");
  const common = useTranslations("common");
  const { me } = useSession();
  const notify = useNotify();
  const router = useRouter();
  const save = useMutation({
    mutationFn: ({ name = "" }: Record<string, string>) => changeName(name),
    onSuccess: () => {
      notify({ tone: "good", title: t("saved") });
      router.refresh();
    },
  });
  const { unsound, form } = useValues(save.mutate);
  const faults = useFieldErrors()(save.error);
  return (
    <Card>
      <CardHeader title={t("title")} />
      <form {...form} className="flex flex-col gap-4 border-t border-line p-4">
        {faults[""] && <Alert>{faults[""]}</Alert>}
        <Field
          label={t("name")}
          hint={t("nameHint")}
          error={unsound.includes("name") ? t("nameMissing") : faults.name}
        >
          <Input
            name="name"
            required
            maxLength={200}
            autoComplete="name"
            defaultValue={me.user.name}
          />
        </Field>
        <Field label={t("email")} hint={t("emailHint")}>
          <Input value={me.user.email} readOnly className="bg-sunken" />
        </Field>
        <Button type="submit" variant="primary" busy={save.isPending} className="self-start">
          {common("save")}
        </Button>
      </form>
    </Card>
  );
}

function Appearance() {
  const t = useTranslations("shell");
  const own = useTranslations("account.profile");
  const [theme, setTheme] = useTheme();
  const { me } = useSession();
  const timezone = me.membership?.institution.timezone;
  return (
    <Card>
      <CardHeader title={own("display")} />
      <div className="flex flex-col items-start gap-4 border-t border-line p-4">
        <div className="flex flex-col gap-1.5">
          <p className="text-sm font-medium">{t("theme")}</p>
          <Segmented
            label={t("theme")}
            value={theme}
            onChange={setTheme}
            options={THEMES.map((value) => ({ value, label: t(`themes.${value}`) }))}
          />
        </div>
        {timezone && (
          <div>
            <p className="text-sm font-medium">{own("timezone")}</p>
            <p className="text-sm text-muted">{own("timezoneIs", { timezone })}</p>
          </div>
        )}
      </div>
    </Card>
  );
}
