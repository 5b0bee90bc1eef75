"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { TabbedPage } from "@/components/tabbed-page";

const PATHS = {
  members: "/institution",
  invitations: "/institution/invitations",
  signOn: "/institution/sign-on",
  plan: "/institution/plan",
  audit: "/institution/audit",
  people: "/institution/people",
} as const;
type Tab = keyof typeof PATHS;

interface InstitutionPageProps {
  tab: Tab;
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of the pages by which a registrar runs the institution. */
export function InstitutionPage({ tab, actions, children }: InstitutionPageProps) {
  const t = useTranslations("institution");
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
