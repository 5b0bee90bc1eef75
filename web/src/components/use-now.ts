"use client";
import { useSyncExternalStore } from "react";

const EVERY_MS = 1000;

let now = Date.now();
const readers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  if (timer === undefined) now = Date.now(); // nobody renewed it meanwhile
  timer ??= setInterval(() => {
    now = Date.now();
    readers.forEach((tell) => tell());
  }, EVERY_MS);
  return () => {
    readers.delete(reader);
    if (readers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time, renewed each second; null on the server, which cannot know the reader's. */
export function useNow(): Date | null {
  const value = useSyncExternalStore(
    subscribe,
    () => now,
    () => null,
  );
  return value === null ? null : new Date(value);
}
