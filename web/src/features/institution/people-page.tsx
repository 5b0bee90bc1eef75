"use client";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { erasePerson, personExportPath, type PersonKind } from "@/api/institution";
import type { Thing } from "@/api/things";
import { ConfirmButton } from "@/components/confirm-button";
import { ThingPicker } from "@/components/thing-picker";
import { buttonClass } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { useNotify } from "@/components/ui/toast";
import { InstitutionPage } from "./institution-page";

const KINDS = { instructors: "instructor", students: "student" } as const;

/** What is kept about one person: a copy of it, and its end. */
export function PeoplePage() {
  const t = useTranslations("institution.people");
  const notify = useNotify();
  const [kind, setKind] = useState<PersonKind>("instructors");
  const [person, setPerson] = useState<Thing | null>(null);
  return (
    <InstitutionPage tab="people">
      <Card className="mx-auto max-w-200">
        <CardHeader title={t("title")} description={t("text")} />
        <div className="flex flex-col items-start gap-4 border-t border-line p-4">
          <Segmented
            label={t("kind")}
            value={kind}
            onChange={(next) => {
              setKind(next);
              setPerson(null);
            }}
            options={(Object.keys(KINDS) as PersonKind[]).map((value) => ({
              value,
              label: t(`kinds.${value}`),
            }))}
          />
          <Field label={t("who")} className="w-full max-w-96">
            <ThingPicker
              key={kind}
              kind={KINDS[kind]}
              term=""
              value={person}
              onChange={setPerson}
            />
          </Field>
          {person && (
            <>
              <div className="flex flex-wrap gap-2">
                <a
                  href={personExportPath(kind, person.id)}
                  download={`${person.name}.json`}
                  className={buttonClass()}
                >
                  <Download aria-hidden />
                  {t("export")}
                </a>
                <ConfirmButton
                  variant="secondary"
                  size="md"
                  label={t("erase")}
                  title={t("eraseTitle", { name: person.name })}
                  text={t("eraseText")}
                  confirm={t("erase")}
                  typed={person.name}
                  act={() => erasePerson(kind, person.id)}
                  onDone={() => {
                    notify({ title: t("erased", { name: person.name }) });
                    setPerson(null);
                  }}
                />
              </div>
              <p className="text-xs text-faint">{t("hint")}</p>
            </>
          )}
        </div>
      </Card>
    </InstitutionPage>
  );
}
