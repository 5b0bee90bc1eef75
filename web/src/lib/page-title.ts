import type { Metadata } from "next";
import type { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";

type Key = Parameters<ReturnType<typeof useTranslations<never>>>[0];

/** The title of a page, by its key in the catalogue: `export const generateMetadata = titled(…)`. */
export function titled(key: Key) {
  return async (): Promise<Metadata> => ({ title: (await getTranslations())(key) });
}
