"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Page } from "@/components/page";
import { TabLinks } from "@/components/ui/tabs";

const TABS = ["members", "invitations", "signOn", "plan", "audit", "people"] as const;
type Tab = (typeof TABS)[number];

const PATHS: Record<Tab, string> = {
  members: "/institution",
  invitations: "/institution/invitations",
  signOn: "/institution/sign-on",
  plan: "/institution/plan",
  audit: "/institution/audit",
  people: "/institution/people",
};

interface InstitutionPageProps {
  tab: Tab;
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of the pages by which a registrar runs the institution. */
export function InstitutionPage({ tab, actions, children }: InstitutionPageProps) {
  const t = useTranslations("institution");
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
