"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { TabbedPage } from "@/components/tabbed-page";

const PATHS = {
  profile: "/account",
  security: "/account/security",
  tokens: "/account/tokens",
} as const;
type Tab = keyof typeof PATHS;

/** The frame of the pages about oneself. */
export function AccountPage({ tab, children }: { tab: Tab; children: ReactNode }) {
  const t = useTranslations("account");
  return (
    <TabbedPage title={t("title")} paths={PATHS} tab={tab} label={(each) => t(`tabs.${each}`)}>
      <div className="mx-auto flex max-w-200 flex-col gap-4">{children}</div>
    </TabbedPage>
  );
}
