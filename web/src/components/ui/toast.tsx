"use client";
import dynamic from "next/dynamic";
import { createContext, use, useCallback, useState, type ReactNode } from "react";
import { useAtRest } from "@/components/openable";
import type { Tone } from "@/components/ui/badge";

export interface Notice {
  title: string;
  description?: string;
  tone?: Tone;
  /** One thing to do about it, like Undo. */
  action?: { label: string; onClick: () => void };
}

// What shows them is fetched while the page rests: hardly a page begins with a notice.
const ToastStack = dynamic(() => import("@/components/ui/toast-stack"), { ssr: false });

const NotifyContext = createContext<(notice: Notice) => void>(() => undefined);

export function ToastProvider({ children }: { children: ReactNode }) {
  const [isRested, setRested] = useState(false);
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const notify = useCallback((notice: Notice) => setNotices((all) => [...all, notice]), []);
  useAtRest(useCallback(() => setRested(true), []));
  return (
    <NotifyContext value={notify}>
      {children}
      {(isRested || notices.length > 0) && <ToastStack notices={notices} />}
    </NotifyContext>
  );
}

/** Says something in passing: what was done, or what could not be. */
export function useNotify(): (notice: Notice) => void {
  return use(NotifyContext);
}
