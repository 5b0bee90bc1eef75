"use client";
import { ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Term } from "@/api/types";
import { Logo } from "@/components/logo";
import { useSession } from "@/components/session";
import { Menu, MenuGroup, MenuLink, MenuSeparator } from "@/components/ui/menu";

/** The institution's name and the term one works in; opens the list of terms. */
export function TermSwitcher({ term }: { term: Term | undefined }) {
  const t = useTranslations("shell");
  const { me, terms } = useSession();
  return (
    <Menu
      className="w-56"
      trigger={
        <button
          type="button"
          className="flex w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left transition-colors hover:bg-pressed/60 data-popup-open:bg-pressed/60"
        >
          <Logo className="size-7 shrink-0" />
          <span className="min-w-0 flex-1">
            <span className="block truncate text-sm leading-4.5 font-semibold">
              {me.membership?.institution.name}
            </span>
            <span className="block truncate text-xs text-faint">
              {term?.name ?? t("noTerm")}
            </span>
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-faint" />
          <span className="sr-only">{t("switchTerm")}</span>
        </button>
      }
    >
      <MenuGroup label={t("terms")}>
        {terms.map((each) => (
          <MenuLink key={each.id} href={`/terms/${each.id}`} current={each.id === term?.id}>
            {each.name}
          </MenuLink>
        ))}
      </MenuGroup>
      {me.membership?.role === "registrar" && (
        <>
          <MenuSeparator />
          <MenuLink href="/import">{t("importTerm")}</MenuLink>
        </>
      )}
    </Menu>
  );
}
