"use client";
import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { TONE_ICONS, type Tone } from "@/components/ui/badge";
import { Button, buttonClass } from "@/components/ui/button";
import { popupClass } from "@/components/ui/popup";
import { cn } from "@/lib/cn";

const TONE_INK: Record<Tone, string> = {
  neutral: "text-muted",
  good: "text-good",
  caution: "text-caution",
  bad: "text-bad",
  info: "text-info",
};

function ToastList() {
  const t = useTranslations("common");
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => {
    const tone = (toast.type ?? "neutral") as Tone;
    const Icon = TONE_ICONS[tone];
    return (
      <Toast.Root
        key={toast.id}
        toast={toast}
        swipeDirection={["right", "down"]}
        className={cn(
          popupClass,
          "pointer-events-auto flex items-start gap-3 p-3 data-starting-style:translate-y-2",
        )}
      >
        {Icon && <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", TONE_INK[tone])} />}
        <Toast.Content className="min-w-0 flex-1">
          <Toast.Title className="text-sm font-medium" />
          <Toast.Description className="text-sm text-muted" />
          <Toast.Action className={cn(buttonClass({ size: "sm" }), "mt-2 empty:hidden")} />
        </Toast.Content>
        <Toast.Close
          render={
            <Button
              variant="ghost"
              size="sm"
              aria-label={t("close")}
              className="-mt-1 -mr-1 px-1.5"
            >
              <X aria-hidden />
            </Button>
          }
        />
      </Toast.Root>
    );
  });
}

export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider timeout={6000}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="pointer-events-none fixed inset-x-3 bottom-3 z-60 flex flex-col gap-2 sm:left-auto sm:w-90">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

interface Notice {
  title: string;
  description?: string;
  tone?: Tone;
  /** One thing to do about it, like Undo. */
  action?: { label: string; onClick: () => void };
}

/** Says something in passing: what was done, or what could not be. */
export function useNotify(): (notice: Notice) => void {
  const manager = Toast.useToastManager();
  return ({ title, description, tone = "neutral", action }) => {
    const id = manager.add({
      title,
      description,
      type: tone,
      priority: tone === "bad" ? "high" : "low",
      actionProps: action && {
        children: action.label,
        onClick: () => {
          manager.close(id);
          action.onClick();
        },
      },
    });
  };
}
