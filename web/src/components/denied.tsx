import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/state";

/** A page that one's role does not open: said plainly, with who it is for. */
export function Denied({ who }: { who: "registrar" | "platform_admin" }) {
  const t = useTranslations("app");
  return (
    <main id="content" className="grid min-h-[80dvh] place-items-center">
      <h1 className="sr-only">{t("deniedTitle")}</h1>
      <EmptyState
        icon={<Lock />}
        title={t("deniedTitle")}
        description={t(`denied.${who}`)}
        actions={<ButtonLink href="/">{t("home")}</ButtonLink>}
      />
    </main>
  );
}
