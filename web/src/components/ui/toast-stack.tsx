"use client";
import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { TONE_ICONS, type Tone } from "@/components/ui/badge";
import { Button, buttonClass } from "@/components/ui/button";
import { popupClass } from "@/components/ui/popup";
import type { Notice } from "@/components/ui/toast";
import { cn } from "@/lib/cn";

const TONE_INK: Record<Tone, string> = {
  neutral: "text-muted",
  good: "text-good",
  caution: "text-caution",
  bad: "text-bad",
  info: "text-info",
};

/** Shows each notice for a while; `notices` only grows. */
export default function ToastStack({ notices }: { notices: readonly Notice[] }) {
  return (
    <Toast.Provider timeout={6000}>
      <Teller notices={notices} />
      <Toast.Portal>
        <Toast.Viewport className="pointer-events-none fixed inset-x-3 bottom-[calc(12px+var(--held,0px))] z-60 flex flex-col gap-2 sm:left-auto sm:w-90">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Teller({ notices }: { notices: readonly Notice[] }) {
  const manager = Toast.useToastManager();
  const told = useRef(0);
  useEffect(() => {
    for (const { title, description, tone = "neutral", action } of notices.slice(
      told.current,
    )) {
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
    }
    told.current = notices.length;
  }, [notices, manager]);
  return null;
}

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
