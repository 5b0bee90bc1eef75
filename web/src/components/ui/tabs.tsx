"use client";
import { Tabs as BaseTabs } from "@base-ui/react/tabs";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

const tabClass = cn(
  "relative flex h-9 shrink-0 items-center gap-1.5 text-sm font-medium whitespace-nowrap text-muted transition-colors hover:text-ink",
  "aria-selected:text-ink aria-[current=page]:text-ink",
  "after:absolute after:inset-x-0 after:bottom-0 after:hidden after:h-0.5 after:rounded-full after:bg-accent",
  "aria-selected:after:block aria-[current=page]:after:block",
);

const listClass = "border-line scrollbar-none flex gap-5 overflow-x-auto border-b";

export interface Tab {
  value: string;
  label: ReactNode;
  content: ReactNode;
}

/** Panels of one page, one shown at a time. */
export function Tabs({
  tabs,
  value,
  onChange,
  label,
}: {
  tabs: Tab[];
  value: string;
  onChange: (value: string) => void;
  label: string;
}) {
  return (
    <BaseTabs.Root value={value} onValueChange={(next) => onChange(String(next))}>
      <BaseTabs.List aria-label={label} className={listClass}>
        {tabs.map((tab) => (
          <BaseTabs.Tab key={tab.value} value={tab.value} className={tabClass}>
            {tab.label}
          </BaseTabs.Tab>
        ))}
      </BaseTabs.List>
      {tabs.map((tab) => (
        <BaseTabs.Panel key={tab.value} value={tab.value} className="pt-4 outline-none">
          {tab.content}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  );
}

/** The same look for pages that belong together; each tab is a link. */
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
