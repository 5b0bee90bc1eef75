"use client";
import { CloudOff, RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/state";
import { useErrorText } from "@/components/error-text";

/** A part of the page that could not be loaded: what happened, and a way on. */
export function ErrorState({
  error,
  onRetry,
  className,
}: {
  error: unknown;
  onRetry?: () => void;
  className?: string;
}) {
  const t = useTranslations("errors");
  const describe = useErrorText();
  return (
    <div role="alert">
      <EmptyState
        className={className}
        icon={<CloudOff />}
        title={t("loadTitle")}
        description={describe(error)}
        actions={
          onRetry && (
            <Button onClick={onRetry}>
              <RotateCw aria-hidden />
              {t("retry")}
            </Button>
          )
        }
      />
    </div>
  );
}
