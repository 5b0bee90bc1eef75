"use client";
import { Building, Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { Term } from "@/api/types";
import { useSession } from "@/components/session";
import { cn } from "@/lib/cn";
import { runsInstitution } from "@/lib/roles";
import { AccountMenu } from "./account-menu";
import { PLACES, placeOf } from "./navigation";
import { NotificationBell } from "./notifications/bell";
import { shellItemClass } from "./shell-item";
import { TermSwitcher } from "./term-switcher";

const placeClass = cn(
  shellItemClass,
  "aria-[current=page]:bg-pressed aria-[current=page]:text-ink aria-[current=page]:[&_svg]:text-accent-ink",
);

/** Institution and term, the places of the term, and the account. */
export function Sidebar({
  term,
  onNavigate,
  onSearch,
}: {
  term: Term | undefined;
  onNavigate?: () => void;
  /** Without it, search and notifications stand elsewhere: in the bar of a phone. */
  onSearch?: () => void;
}) {
  const t = useTranslations("shell");
  const pathname = usePathname();
  const current = term && placeOf(pathname, term.id);
  const { me } = useSession();
  return (
    <div className="flex h-full flex-col gap-1 p-2">
      <TermSwitcher term={term} />
      {onSearch && (
        <div className="mt-2 flex flex-col gap-0.5">
          <button type="button" onClick={onSearch} className={cn(shellItemClass, "text-left")}>
            <Search aria-hidden className="size-4" />
            {t("palette.open")}
            <kbd className="ml-auto font-sans text-xs font-normal text-faint">
              {t("palette.keys")}
            </kbd>
          </button>
          <NotificationBell />
        </div>
      )}
      <nav aria-label={t("navigation")} className="mt-2 flex flex-col gap-0.5">
        {term &&
          PLACES.map((place) => (
            <Link
              key={place.key}
              href={`/terms/${term.id}${place.path}`}
              aria-current={place === current ? "page" : undefined}
              onClick={onNavigate}
              className={placeClass}
            >
              <place.icon aria-hidden className="size-4" />
              {t(`places.${place.key}`)}
            </Link>
          ))}
        {runsInstitution(me.membership?.role) && (
          <Link
            href="/institution"
            aria-current={pathname.startsWith("/institution") ? "page" : undefined}
            onClick={onNavigate}
            className={cn(placeClass, "mt-3")}
          >
            <Building aria-hidden className="size-4" />
            {t("institution")}
          </Link>
        )}
      </nav>
      <div className="mt-auto">
        <AccountMenu />
      </div>
    </div>
  );
}
