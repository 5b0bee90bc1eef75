"use client";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Page } from "@/components/page";
import { useSession } from "@/components/session";
import { TabLinks } from "@/components/ui/tabs";

const PAGES = {
  instructor: ["week", "hours", "ratings"],
  student: ["week", "choices"],
} as const;

/** A page of one's own, with the way to the others of an instructor or a student. */
export function MyPage({
  title,
  aside,
  actions,
  children,
}: {
  title: string;
  aside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("myWeek.pages");
  const membership = useSession().me.membership;
  const pathname = usePathname();
  const pages = membership?.instructor
    ? PAGES.instructor
    : membership?.student
      ? PAGES.student
      : [];
  return (
    <Page
      title={title}
      aside={aside}
      actions={actions}
      toolbar={
        pages.length > 0 && (
          <TabLinks
            label={t("label")}
            current={pathname}
            tabs={pages.map((page) => ({
              href: page === "week" ? "/my-week" : `/my-week/${page}`,
              label: t(page),
            }))}
          />
        )
      }
    >
      {children}
    </Page>
  );
}
