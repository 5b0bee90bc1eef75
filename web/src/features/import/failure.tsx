"use client";
import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { ApiError } from "@/api/errors";
import { useErrorText } from "@/components/error-text";

/** Why a file did not become a term: what is wrong, where in the file, and what now. */
export function Failure({ error }: { error: unknown }) {
  const t = useTranslations("import");
  const describe = useErrorText();
  const place = error instanceof ApiError ? error.parameters.place : null;
  return (
    <div role="alert" className="flex gap-3 rounded-md bg-bad-soft p-3 text-sm">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <div className="min-w-0">
        <p className="font-medium text-bad">{describe(error)}</p>
        {typeof place === "string" && place && (
          <p>
            {t("where")} <span className="font-medium break-words">{place}</span>
          </p>
        )}
        <p className="mt-1 text-muted">{t("nothingStored")}</p>
      </div>
    </div>
  );
}
