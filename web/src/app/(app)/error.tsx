"use client";
import { useTranslations } from "next-intl";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/state";

export default function Failed({ reset }: { error: Error; reset: () => void }) {
  const t = useTranslations();
  return (
    <main className="grid min-h-[70dvh] place-items-center">
      <EmptyState
        title={t("app.failedTitle")}
        description={t("app.failedText")}
        actions={
          <>
            <ButtonLink href="/">{t("app.home")}</ButtonLink>
            <Button variant="primary" onClick={reset}>
              {t("errors.retry")}
            </Button>
          </>
        }
      />
    </main>
  );
}
