"use client";
import { Search } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Logo } from "@/components/logo";
import { useSession } from "@/components/session";
import { Button } from "@/components/ui/button";
import { AccountMenu } from "./account-menu";
import { NotificationBell } from "./notifications/bell";

/** The whole frame of an instructor or a student. */
export function PersonalBar({ onSearch }: { onSearch: () => void }) {
  const t = useTranslations("shell");
  const { me } = useSession();
  return (
    <nav
      aria-label={me.membership?.institution.name}
      className="flex h-12 items-center gap-2.5 border-b border-line bg-sunken px-4 md:px-6 print:hidden"
    >
      <Link href="/" className="flex min-h-11 min-w-0 items-center gap-2.5">
        <Logo />
        <span className="truncate text-sm font-semibold">
          {me.membership?.institution.name}
        </span>
      </Link>
      <div className="ml-auto flex items-center gap-1">
        {me.membership && (
          <>
            <Button
              variant="ghost"
              size="icon"
              aria-label={t("palette.open")}
              title={t("palette.keys")}
              onClick={onSearch}
            >
              <Search aria-hidden />
            </Button>
            <NotificationBell compact />
          </>
        )}
        <AccountMenu compact />
      </div>
    </nav>
  );
}
