"use client";
import { useQuery } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { differencesQuery } from "@/api/differences";
import { timetablesQuery } from "@/api/timetables";
import type { Timetable } from "@/api/types";
import { Page } from "@/components/page";
import { useFreshScores } from "@/components/review/use-fresh-scores";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { useTimetableName } from "../timetable-name";
import { BalanceCard } from "./balance-card";
import { ChangedClasses } from "./changed-classes";
import { MapCard } from "./map-card";
import { NumbersCard } from "./numbers-card";

interface BesidePageProps {
  term: string;
  timetable: string;
  /** The other timetable; without it, what this one is a copy of, or the published one. */
  against?: string;
}

/** One timetable beside another: what differs, who gains and loses, and taking places over. */
export function BesidePage({ term, timetable, against }: BesidePageProps) {
  const t = useTranslations("compare.beside");
  const { data, error, refetch } = useQuery(timetablesQuery(term));
  const rows = data?.results ?? [];
  const own = rows.find(({ id }) => id === timetable);
  const others = rows.filter(({ id }) => id !== timetable);
  const other =
    others.find(({ id }) => id === against) ??
    others.find(({ id }) => id === own?.copy_of) ??
    others.find(({ state }) => state === "published") ??
    others[0];
  const router = useRouter();
  const nameOf = useTimetableName();
  // Every generation has a first variant: what is said of the two must tell them apart.
  const told = (each: Timetable) =>
    own?.name === other?.name ? { ...each, name: nameOf(each) } : each;
  return (
    <Page
      title={own ? t("title", { name: nameOf(own) }) : t("pageTitle")}
      actions={
        other && (
          <Select
            aria-label={t("against")}
            className="w-72 max-w-full"
            value={other.id}
            onChange={(id) =>
              router.replace(`/terms/${term}/timetables/${timetable}/beside?against=${id}`)
            }
            options={others.map((each) => ({ value: each.id, label: nameOf(each) }))}
          />
        )
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={() => refetch()} />
      ) : !data ? (
        <Skeleton className="h-96" />
      ) : own && other ? (
        <Both key={other.id} own={told(own)} other={told(other)} />
      ) : (
        <EmptyState icon={<Scale />} title={t("none")} description={t("noneText")} />
      )}
    </Page>
  );
}

const ALL = "all";

function Both({ own, other }: { own: Timetable; other: Timetable }) {
  const t = useTranslations("compare.beside");
  const [asked, setAsked] = useState<string | null>(null);
  useFreshScores([own, other]);
  const { data, error, refetch } = useQuery(differencesQuery(own.id, other.id));
  if (error) return <ErrorState error={error} onRetry={() => refetch()} />;
  if (!data) return <Skeleton className="h-96" />;
  const { classes } = data;
  const count = classes.new + classes.cancelled + classes.moved + classes.room_changed;
  if (count === 0)
    return <EmptyState icon={<Scale />} title={t("same")} description={t("sameText")} />;
  const { departments } = data;
  // One whose classes were all taken over differs no more.
  const department = departments.some(({ id }) => id === asked) ? asked : null;
  return (
    <div className="flex flex-col gap-4">
      <NumbersCard own={own} other={other} differences={data} />
      {departments.length > 1 && (
        <Field label={t("department")} className="w-72 max-w-full">
          <Select
            value={department ?? ALL}
            onChange={(value) => setAsked(value === ALL ? null : value)}
            options={[
              { value: ALL, label: t("allDepartments") },
              ...departments.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Field>
      )}
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <MapCard own={own} other={other} department={department} />
        <BalanceCard own={own} other={other} />
      </div>
      <ChangedClasses own={own} other={other} department={department ?? undefined} />
    </div>
  );
}
