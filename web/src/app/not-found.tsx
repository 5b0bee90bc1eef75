import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/state";
import { ButtonLink } from "@/components/ui/button";

export default function NotFound() {
  const t = useTranslations("app");
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        title={t("notFoundTitle")}
        description={t("notFoundText")}
        actions={<ButtonLink href="/">{t("home")}</ButtonLink>}
      />
    </main>
  );
}
