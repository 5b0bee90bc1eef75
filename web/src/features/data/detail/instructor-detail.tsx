"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import { useSession } from "@/components/session";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ClassesOf } from "./classes-of";
import { HoursList } from "./hours-list";
import { Section } from "./section";

/** What an instructor teaches, and the hours they would rather not. */
export function InstructorDetail({
  row,
  term,
}: {
  row: components["schemas"]["Instructor"];
  term: string;
}) {
  const t = useTranslations("data.detail");
  const { terms } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ["data", "instructors", "one", row.id],
    queryFn: () =>
      unwrap(api.GET("/api/v1/instructors/{id}/", { params: { path: { id: row.id } } })),
  });
  if (error) return <ErrorState error={error} onRetry={() => refetch()} />;
  if (!data) return <SkeletonRows rows={3} className="px-0" />;
  const hours = (data.preferences ?? []).filter((avoided) => avoided.term === term);
  return (
    <>
      <ClassesOf term={term} filter={{ instructor: row.id }} />
      <Section title={t("preferences")}>
        {hours.length === 0 ? (
          <p className="text-sm text-muted">{t("noPreferences")}</p>
        ) : (
          <HoursList
            hours={hours}
            firstDay={terms.find(({ id }) => id === term)?.first_day ?? null}
          />
        )}
      </Section>
    </>
  );
}
