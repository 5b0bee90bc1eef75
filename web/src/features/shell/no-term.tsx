"use client";
import { CalendarPlus, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { Page } from "@/components/page";
import { useSession } from "@/components/session";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/state";
import { mayGenerate } from "@/lib/roles";

/** An institution without a term: how to begin. */
export function NoTerm() {
  const t = useTranslations("shell");
  const { me } = useSession();
  const may = mayGenerate(me.membership?.role);
  return (
    <Page title={t("terms")}>
      <Card>
        <EmptyState
          icon={<CalendarPlus />}
          title={t("noTerm")}
          description={may ? t("noTermRegistrar") : t("noTermOthers")}
          actions={
            may && (
              <ButtonLink variant="primary" href="/import">
                <Upload aria-hidden />
                {t("import")}
              </ButtonLink>
            )
          }
        />
      </Card>
    </Page>
  );
}
