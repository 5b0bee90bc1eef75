"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Page } from "@/components/page";
import { TabLinks } from "@/components/ui/tabs";

const TABS = ["profile", "security", "tokens"] as const;
type Tab = (typeof TABS)[number];

const PATHS: Record<Tab, string> = {
  profile: "/account",
  security: "/account/security",
  tokens: "/account/tokens",
};

/** The frame of the pages about oneself. */
export function AccountPage({ tab, children }: { tab: Tab; children: ReactNode }) {
  const t = useTranslations("account");
  return (
    <Page
      title={t("title")}
      toolbar={
        <TabLinks
          label={t("title")}
          current={PATHS[tab]}
          tabs={TABS.map((each) => ({ href: PATHS[each], label: t(`tabs.${each}`) }))}
        />
      }
    >
      <div className="mx-auto flex max-w-200 flex-col gap-4">{children}</div>
    </Page>
  );
}
