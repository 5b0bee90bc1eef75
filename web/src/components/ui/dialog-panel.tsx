"use client";
import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Buttons at the foot, the main one last. */
  footer?: ReactNode;
  className?: string;
  children?: ReactNode;
}

const backdropClass =
  "bg-scrim fixed inset-0 z-40 transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";

function PanelBody({
  title,
  description,
  footer,
  children,
}: Omit<DialogProps, "open" | "onOpenChange">) {
  const t = useTranslations("common");
  return (
    <>
      <header className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
        <div className="min-w-0">
          <BaseDialog.Title className="text-md font-semibold">{title}</BaseDialog.Title>
          {description && (
            <BaseDialog.Description className="mt-0.5 text-sm text-muted">
              {description}
            </BaseDialog.Description>
          )}
        </div>
        <BaseDialog.Close
          render={
            <Button variant="ghost" size="icon" aria-label={t("close")} className="-mt-1 -mr-2">
              <X aria-hidden />
            </Button>
          }
        />
      </header>
      {children && <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>}
      {footer && (
        <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">
          {footer}
        </footer>
      )}
    </>
  );
}

/** See Dialog, which fetches this. */
export function DialogPanel({ open, onOpenChange, className, ...body }: DialogProps) {
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={backdropClass} />
        <BaseDialog.Popup
          className={cn(
            "fixed z-50 flex max-h-[85dvh] flex-col bg-raised text-ink shadow-high outline-none",
            "inset-x-0 bottom-0 rounded-t-lg md:inset-auto md:top-1/2 md:left-1/2 md:w-110 md:-translate-1/2 md:rounded-lg",
            "transition-[opacity,translate] duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0",
            className,
          )}
        >
          <PanelBody {...body} />
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
