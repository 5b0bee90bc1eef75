"use client";
import Link from "next/link";
import { Logo } from "@/components/logo";
import { useSession } from "@/components/session";
import { AccountMenu } from "./account-menu";
import { BarTools } from "./bar-tools";

/** The whole frame of an instructor or a student. */
export function PersonalBar({ onSearch }: { onSearch: () => void }) {
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
        {me.membership && <BarTools onSearch={onSearch} />}
        <AccountMenu compact />
      </div>
    </nav>
  );
}
