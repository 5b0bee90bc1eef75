"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { TabbedPage } from "@/components/tabbed-page";

const PATHS = {
  institutions: "/platform",
  plans: "/platform/plans",
  health: "/platform/health",
  mail: "/platform/mail",
} as const;
type Tab = keyof typeof PATHS;

interface PlatformPageProps {
  tab: Tab;
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of the pages of those who run the platform. */
export function PlatformPage({ tab, actions, children }: PlatformPageProps) {
  const t = useTranslations("platform");
  return (
    <TabbedPage
      title={t("title")}
      paths={PATHS}
      tab={tab}
      label={(each) => t(`tabs.${each}`)}
      actions={actions}
    >
      {children}
    </TabbedPage>
  );
}
