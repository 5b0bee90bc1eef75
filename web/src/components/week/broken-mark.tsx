"use client";
import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";

/** That a required thing is not kept for a class where it is. */
export function BrokenMark() {
  const t = useTranslations("week");
  return (
    <TriangleAlert aria-label={t("broken")} className="ml-1 inline size-3 shrink-0 text-bad" />
  );
}
