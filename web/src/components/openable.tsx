"use client";
import dynamic from "next/dynamic";
import { useEffect, useState, type ComponentType } from "react";

/**
 * Something that opens, as a page first comes without it: its script is fetched while the
 * page rests, and it is drawn from its first opening on, so that it can fade out.
 */
export function openable<P extends { open: boolean }>(
  load: () => Promise<ComponentType<P>>,
): ComponentType<P> {
  const Part = dynamic(load, { ssr: false });
  return function Openable(props: P) {
    const [wasOpen, setWasOpen] = useState(props.open);
    if (props.open && !wasOpen) setWasOpen(true);
    useAtRest(load);
    return wasOpen ? <Part {...props} /> : null;
  };
}

/** Does something once the page has nothing else to do. */
export function useAtRest(act: () => unknown) {
  useEffect(() => {
    // Safari has no idle callbacks.
    if (typeof requestIdleCallback !== "function") {
      const timer = setTimeout(act, 2_000);
      return () => clearTimeout(timer);
    }
    const waiting = requestIdleCallback(act);
    return () => cancelIdleCallback(waiting);
  }, [act]);
}
