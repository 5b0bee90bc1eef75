"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

const tabClass = cn(
  "relative flex h-9 shrink-0 items-center gap-1.5 text-sm font-medium whitespace-nowrap text-muted transition-colors hover:text-ink pointer-coarse:h-11",
  "aria-[current=page]:text-ink",
  "after:absolute after:inset-x-0 after:bottom-0 after:hidden after:h-0.5 after:rounded-full after:bg-accent",
  "aria-[current=page]:after:block",
);

const listClass = "border-line scrollbar-none flex gap-5 overflow-x-auto border-b";

/** Tabs of pages that belong together, each a link. */
export function TabLinks({
  tabs,
  current,
  label,
}: {
  tabs: { href: string; label: ReactNode }[];
  current: string;
  label: string;
}) {
  return (
    <nav aria-label={label} className={listClass}>
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          aria-current={tab.href === current ? "page" : undefined}
          className={tabClass}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
