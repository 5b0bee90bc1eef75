import { useTranslations } from "next-intl";

/** What a profile of weights is called; one that somebody named otherwise keeps its name. */
export function useProfileName(): (name: string) => string {
  const t = useTranslations("jobs.profiles");
  return (name) => (t.has(name as "own") ? t(name as "own") : name);
}
