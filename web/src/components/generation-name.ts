"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/components/format";

/** What people call a generation, everywhere: by the moment it was asked for. */
export function useGenerationName(): (askedAt: string) => string {
  const t = useTranslations("jobs");
  const format = useFormat();
  return (askedAt) => t("generationOf", { time: format.moment(askedAt) });
}
