"use client";
import { useEffect, useState, type ComponentType } from "react";

/**
 * Something that opens, as a page first comes without it: its script is fetched while the
 * page rests, and it is drawn from its first opening on, so that it can fade out. Not with
 * `next/dynamic`: React shows what was suspended a third of a second late.
 */
export function openable<P extends { open: boolean }>(
  load: () => Promise<ComponentType<P>>,
): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  const fetchPart = async () => (loaded ??= await load());
  const fetchAtRest = () => fetchPart().catch(() => null); // asked for again when it opens
  return function Openable(props: P) {
    const [Part, setPart] = useState<ComponentType<P> | null>(() => loaded);
    const [wasOpen, setWasOpen] = useState(props.open);
    if (props.open && !wasOpen) setWasOpen(true);
    useAtRest(fetchAtRest);
    useEffect(() => {
      if (!wasOpen || Part) return;
      const fail = (error: unknown) =>
        setPart(() => {
          throw error; // to the page's own state for errors
        });
      fetchPart().then((part) => setPart(() => part), fail);
    }, [wasOpen, Part]);
    return wasOpen && Part ? <Part {...props} /> : null;
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
