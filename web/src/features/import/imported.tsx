"use client";
import { CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Term } from "@/api/types";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/state";

/** The file has become a term. */
export function Imported({ term, onAnother }: { term: Term; onAnother: () => void }) {
  const t = useTranslations("import.done");
  return (
    <Card role="status">
      <EmptyState
        icon={<CircleCheck className="text-good" />}
        title={t("title", { name: term.name })}
        description={t("text")}
        actions={
          <>
            <Button onClick={onAnother}>{t("another")}</Button>
            <ButtonLink href={`/terms/${term.id}/data/courses`}>{t("data")}</ButtonLink>
            <ButtonLink variant="primary" href={`/terms/${term.id}`}>
              {t("open")}
            </ButtonLink>
          </>
        }
      />
    </Card>
  );
}
