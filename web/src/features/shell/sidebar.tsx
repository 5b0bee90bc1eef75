"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { Term } from "@/api/types";
import { cn } from "@/lib/cn";
import { AccountMenu } from "./account-menu";
import { PLACES, placeOf } from "./navigation";
import { TermSwitcher } from "./term-switcher";

/** Institution and term, the places of the term, and the account. */
export function Sidebar({
  term,
  onNavigate,
}: {
  term: Term | undefined;
  onNavigate?: () => void;
}) {
  const t = useTranslations("shell");
  const pathname = usePathname();
  const current = term && placeOf(pathname, term.id);
  return (
    <div className="flex h-full flex-col gap-1 p-2">
      <TermSwitcher term={term} />
      {term && (
        <nav aria-label={t("navigation")} className="mt-2 flex flex-col gap-0.5">
          {PLACES.map((place) => (
            <Link
              key={place.key}
              href={`/terms/${term.id}${place.path}`}
              aria-current={place === current ? "page" : undefined}
              onClick={onNavigate}
              className={cn(
                "flex h-8 items-center gap-2.5 rounded-md px-2 text-sm font-medium text-muted transition-colors hover:bg-pressed/60 hover:text-ink pointer-coarse:h-11",
                "aria-[current=page]:bg-pressed aria-[current=page]:text-ink [&_svg]:text-faint aria-[current=page]:[&_svg]:text-accent-ink",
              )}
            >
              <place.icon aria-hidden className="size-4" />
              {t(`places.${place.key}`)}
            </Link>
          ))}
        </nav>
      )}
      <div className="mt-auto">
        <AccountMenu />
      </div>
    </div>
  );
}
