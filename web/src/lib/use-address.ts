"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useCallback } from "react";

type Changes = Record<string, string | number | null | undefined>;

/**
 * The query part of the page's address as the state of the page, so that a reload, a shared
 * link and the back button show the same. `set` replaces the entry of the history, `push`
 * adds one; null, undefined and "" remove a name.
 */
export function useAddress() {
  const params = useSearchParams();
  const pathname = usePathname();

  const write = useCallback(
    (changes: Changes, how: "replaceState" | "pushState") => {
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null || value === undefined || value === "") next.delete(name);
        else next.set(name, String(value));
      }
      const query = next.toString();
      window.history[how](null, "", query ? `${pathname}?${query}` : pathname);
    },
    [pathname],
  );

  return {
    get: (name: string): string | null => params.get(name),
    set: useCallback((changes: Changes) => write(changes, "replaceState"), [write]),
    push: useCallback((changes: Changes) => write(changes, "pushState"), [write]),
  };
}
