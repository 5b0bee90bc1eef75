"use client";
import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { ApiError, keysOf } from "@/api/errors";
import { useErrorText } from "@/components/error-text";
import { Button } from "@/components/ui/button";

/** Why a write was refused, each clash in a sentence; what may be accepted has a button for it. */
export function Refusal({
  error,
  busy,
  onAccept,
}: {
  error: unknown;
  busy?: boolean;
  /** Writes it in spite of these. */
  onAccept?: (keys: string[]) => void;
}) {
  const t = useTranslations("common");
  const describe = useErrorText();
  const faults = error instanceof ApiError ? error.faults : [];
  const keys = keysOf(error);
  return (
    <div
      role="alert"
      className="flex gap-2.5 rounded-md border border-bad/30 bg-bad-soft px-3 py-2.5 text-sm"
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <div className="min-w-0 flex-1">
        {faults.length > 1 ? (
          <ul className="list-disc pl-4">
            {faults.map((fault, index) => (
              <li key={index}>
                {describe(new ApiError(0, fault.code, fault.detail, fault.parameters))}
              </li>
            ))}
          </ul>
        ) : (
          <p>{describe(error)}</p>
        )}
        {onAccept && keys.length > 0 && (
          <Button size="sm" className="mt-2" busy={busy} onClick={() => onAccept(keys)}>
            {t("acceptAll")}
          </Button>
        )}
      </div>
    </div>
  );
}
