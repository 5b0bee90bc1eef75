"use client";
import { UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSession } from "@/components/session";
import { EmptyState } from "@/components/ui/state";

/** For those whose role has no pages of its own: what it is, said plainly. */
export function NoPlace() {
  const t = useTranslations("shell.welcome");
  const { me } = useSession();
  return (
    <main id="content" className="grid min-h-[70dvh] place-items-center">
      <h1 className="sr-only">{t("title")}</h1>
      <EmptyState
        icon={<UserRound />}
        title={t("hello", { name: me.user.name || me.user.email })}
        description={t("nobody")}
      />
    </main>
  );
}
