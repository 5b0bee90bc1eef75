import { Compass } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/state";

/** The page for an address that leads nowhere. */
export function NothingHere() {
  const t = useTranslations("app");
  return (
    <main id="content" className="grid min-h-[80dvh] place-items-center">
      <h1 className="sr-only">{t("notFoundTitle")}</h1>
      <EmptyState
        icon={<Compass />}
        title={t("notFoundTitle")}
        description={t("notFoundText")}
        actions={<ButtonLink href="/">{t("home")}</ButtonLink>}
      />
    </main>
  );
}
