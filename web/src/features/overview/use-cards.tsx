"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useOfQuery } from "@/api/overview";
import { timetablesQuery } from "@/api/timetables";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { LoadCard } from "./load-card";
import { RoomsCard } from "./rooms-card";

/** Charts of the published timetable, or of the newest where none is; nothing without any. */
export function UseCards({
  term,
  department,
}: {
  term: string;
  department: string | undefined;
}) {
  const t = useTranslations("overview");
  const { data: timetables } = useQuery(timetablesQuery(term));
  const shown =
    timetables?.results.find(({ state }) => state === "published") ?? timetables?.results[0];
  const { data, error, refetch } = useQuery({
    ...useOfQuery(shown?.id ?? "", department),
    enabled: shown !== undefined,
  });
  if (!shown) return null;
  return (
    <section aria-label={t("use", { name: shown.name })}>
      <h2 className="mb-2 text-sm font-semibold text-muted">
        {t("use", { name: shown.name })}
      </h2>
      {error ? (
        <Card>
          <ErrorState error={error} onRetry={() => refetch()} />
        </Card>
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-2">
          {data ? (
            <>
              <RoomsCard use={data} />
              <LoadCard use={data} />
            </>
          ) : (
            <>
              <Skeleton className="h-72" />
              <Skeleton className="h-72" />
            </>
          )}
        </div>
      )}
    </section>
  );
}
