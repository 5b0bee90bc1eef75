"use client";
import { useQuery } from "@tanstack/react-query";
import { Database, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { importQuery } from "@/api/spreadsheets";
import { Page } from "@/components/page";
import { useSession } from "@/components/session";
import { Button, ButtonLink } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { isStaff } from "@/lib/roles";
import { useAddress } from "@/lib/use-address";
import { Guided } from "./guided";
import { Start } from "./start";

/** A spreadsheet comes in: upload, mapping, check, run, undo, all on one page. */
export function SpreadsheetPage({ term }: { term: string }) {
  const t = useTranslations("spreadsheet");
  const { me } = useSession();
  const address = useAddress();
  const id = address.get("import");
  const open = (next: string | null) => address.push({ import: next });
  if (!isStaff(me.membership?.role)) {
    return (
      <Page title={t("title")}>
        <EmptyState title={t("denied.title")} description={t("denied.text")} />
      </Page>
    );
  }
  return (
    <Page
      title={t("title")}
      actions={
        <>
          {id && (
            <Button onClick={() => open(null)}>
              <Plus aria-hidden />
              {t("another")}
            </Button>
          )}
          <ButtonLink href={`/terms/${term}/data`}>
            <Database aria-hidden />
            {t("data")}
          </ButtonLink>
        </>
      }
    >
      {id ? (
        <One key={id} id={id} />
      ) : (
        <Start term={term} sheet={address.get("sheet")} onOpen={open} />
      )}
    </Page>
  );
}

function One({ id }: { id: string }) {
  const found = useQuery(importQuery(id));
  if (found.error) {
    return <ErrorState error={found.error} onRetry={() => found.refetch()} />;
  }
  if (!found.data) return <SkeletonRows rows={8} />;
  return <Guided found={found.data} />;
}
