"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";

interface SidePanelProps {
  label: string;
  title: ReactNode;
  description?: ReactNode;
  onClose: () => void;
  footer?: ReactNode;
  className?: string;
  children: ReactNode;
}

/**
 * The detail of what is selected, beside the list or grid, which stays in sight and in use;
 * on a narrow screen it rises from the foot. Escape closes it.
 */
export function SidePanel(props: SidePanelProps) {
  const t = useTranslations("common");
  return (
    <aside
      aria-label={props.label}
      onKeyDown={(event) => event.key === "Escape" && props.onClose()}
      className={cn(
        "z-30 flex flex-col bg-raised shadow-high print:hidden",
        "fixed inset-x-0 bottom-0 max-h-[80dvh] rounded-t-lg border-t border-line",
        "xl:static xl:z-auto xl:max-h-none xl:w-84 xl:shrink-0 xl:rounded-lg xl:border xl:bg-surface xl:shadow-low",
        "md:max-xl:inset-y-0 md:max-xl:left-auto md:max-xl:max-h-none md:max-xl:w-96 md:max-xl:rounded-none md:max-xl:border-l",
        props.className,
      )}
    >
      <header className="flex items-start gap-3 px-4 pt-3.5 pb-3">
        <div className="min-w-0 flex-1">
          <h2 className="text-md leading-6 font-semibold break-words">{props.title}</h2>
          {props.description && <p className="text-sm text-muted">{props.description}</p>}
        </div>
        <Button
          variant="ghost"
          size="icon"
          className="-mt-0.5 -mr-2"
          aria-label={t("close")}
          onClick={props.onClose}
        >
          <X aria-hidden />
        </Button>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-4">{props.children}</div>
      {props.footer && (
        <footer className="flex justify-end gap-2 border-t border-line px-4 py-3 empty:hidden">
          {props.footer}
        </footer>
      )}
    </aside>
  );
}
