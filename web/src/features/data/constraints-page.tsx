"use client";
import { useTranslations } from "next-intl";
import { Page } from "@/components/page";
import { ListPage } from "./list/list-page";
import { specOf } from "./specs";

/** What the term's timetable must or should respect, each as a sentence. */
export function ConstraintsPage({ term }: { term: string }) {
  const t = useTranslations("data.entities.constraints");
  return (
    <Page width="wide" title={t("title")}>
      <ListPage spec={specOf("constraints")} term={term} />
    </Page>
  );
}
