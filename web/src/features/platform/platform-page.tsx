"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Page } from "@/components/page";
import { TabLinks } from "@/components/ui/tabs";

const TABS = ["institutions", "plans", "health", "mail"] as const;
type Tab = (typeof TABS)[number];

const PATHS: Record<Tab, string> = {
  institutions: "/platform",
  plans: "/platform/plans",
  health: "/platform/health",
  mail: "/platform/mail",
};

interface PlatformPageProps {
  tab: Tab;
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of the pages of those who run the platform. */
export function PlatformPage({ tab, actions, children }: PlatformPageProps) {
  const t = useTranslations("platform");
  return (
    <Page
      title={t("title")}
      actions={actions}
      toolbar={
        <TabLinks
          label={t("title")}
          current={PATHS[tab]}
          tabs={TABS.map((each) => ({ href: PATHS[each], label: t(`tabs.${each}`) }))}
        />
      }
    >
      {children}
    </Page>
  );
}
