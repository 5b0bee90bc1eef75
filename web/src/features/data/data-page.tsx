"use client";
import { Upload } from "lucide-react";
import { notFound } from "next/navigation";
import { useTranslations } from "next-intl";
import { Page } from "@/components/page";
import { useSession } from "@/components/session";
import { ButtonLink } from "@/components/ui/button";
import { TabLinks } from "@/components/ui/tabs";
import { ListPage } from "./list/list-page";
import { ENTITIES, OWN_ENTITIES, type Entity } from "./spec";
import { specOf } from "./specs";

/** The term's data, one list at a time. */
export function DataPage({ term, entity }: { term: string; entity: string }) {
  const t = useTranslations("data");
  const { me, terms } = useSession();
  const isOwn = terms.find(({ id }) => id === term)?.self_contained;
  const entities: readonly Entity[] = isOwn ? OWN_ENTITIES : ENTITIES;
  const current = ENTITIES.find((name) => name === entity);
  if (!current) notFound();
  return (
    <Page
      width="wide"
      title={t("title")}
      actions={
        me.membership?.role === "registrar" && (
          <ButtonLink href={`/terms/${term}/data/import`}>
            <Upload aria-hidden />
            {t("import")}
          </ButtonLink>
        )
      }
      toolbar={
        <TabLinks
          label={t("title")}
          current={`/terms/${term}/data/${current}`}
          tabs={entities.map((name) => ({
            href: `/terms/${term}/data/${name}`,
            label: t(`entities.${name}.title`),
          }))}
        />
      }
    >
      <ListPage key={current} spec={specOf(current)} term={term} />
    </Page>
  );
}
