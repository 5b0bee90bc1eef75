"use client";
import { useMutation } from "@tanstack/react-query";
import { Stethoscope } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import Link from "next/link";
import { diagnoseJob, type Diagnosis } from "@/api/jobs";
import { useErrorText } from "@/components/error-text";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { listPath } from "@/lib/row-path";
import { tellRequirement, type Told, type Words } from "./words";

/** Whether what a generation left broken could be met at all, and if not, what contradicts. */
export function DiagnosisCard({ term, job }: { term: string; job: string }) {
  const t = useTranslations("generate.diagnosis");
  const describe = useErrorText();
  const asking = useMutation({ mutationFn: () => diagnoseJob(job) });
  return (
    <Card>
      <CardHeader
        title={t("title")}
        description={t("text")}
        className="flex-wrap"
        actions={
          <Button busy={asking.isPending} onClick={() => asking.mutate()}>
            <Stethoscope aria-hidden />
            {t("ask")}
          </Button>
        }
      />
      <div aria-live="polite">
        {asking.isPending ? (
          <p className="border-t border-line p-4 text-sm text-muted">{t("asking")}</p>
        ) : asking.error ? (
          <p className="border-t border-line p-4 text-sm text-bad">{describe(asking.error)}</p>
        ) : (
          asking.data && <Answer term={term} found={asking.data} />
        )}
      </div>
    </Card>
  );
}

const MOST_NAMES = 6;

function Answer({ term, found }: { term: string; found: Diagnosis }) {
  const t = useTranslations("generate.diagnosis");
  const { list } = useFormatter();
  const words: Words = {
    list: (names) => {
      const more = names.length - MOST_NAMES;
      return list(
        more > 1 ? [...names.slice(0, MOST_NAMES), t("more", { count: more })] : names,
      );
    },
  };
  const told = found.requirements.flatMap((each) => tellRequirement(each, words) ?? []);
  return (
    <div className="border-t border-line p-4 text-sm">
      <p className="font-medium">{t(`outcomes.${found.outcome}`)}</p>
      {told.length > 0 && (
        <ul className="mt-3 flex flex-col gap-3">
          {told.map((each, index) => (
            <Line key={index} term={term} told={each} />
          ))}
        </ul>
      )}
      {found.hours_suffice && <p className="mt-3 text-muted">{t("packing")}</p>}
      {found.outcome === "infeasible" && !found.minimal && (
        <p className="mt-3 text-muted">{t("notMinimal")}</p>
      )}
    </div>
  );
}

function Line({ term, told }: { term: string; told: Told }) {
  const t = useTranslations("generate.diagnosis");
  const describe = useErrorText();
  const query = told.search ? `?${new URLSearchParams({ search: told.search })}` : "";
  return (
    <li className="border-l-2 border-line-strong pl-3">
      <p className="text-pretty">{describe(told)}</p>
      <p className="text-muted">
        {t(`remedies.${told.remedy}`)}{" "}
        <Link
          href={`${listPath(term, told.list)}${query}`}
          className="text-accent-ink hover:underline"
        >
          {t(`lists.${told.list}`)}
        </Link>
      </p>
    </li>
  );
}
