"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import { useSession } from "@/components/session";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { HoursList } from "./hours-list";
import { Section } from "./section";

/** The hours of the term at which a room is closed. */
export function RoomDetail({
  row,
  term,
}: {
  row: components["schemas"]["Room"];
  term: string;
}) {
  const t = useTranslations("data.detail");
  const { terms } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ["data", "rooms", "one", row.id],
    queryFn: () => unwrap(api.GET("/api/v1/rooms/{id}/", { params: { path: { id: row.id } } })),
  });
  if (error) return <ErrorState error={error} onRetry={() => refetch()} />;
  if (!data) return <SkeletonRows rows={3} className="px-0" />;
  const hours = (data.unavailabilities ?? []).filter((closed) => closed.term === term);
  return (
    <Section title={t("closed")}>
      {hours.length === 0 ? (
        <p className="text-sm text-muted">{t("neverClosed")}</p>
      ) : (
        <HoursList
          hours={hours}
          firstDay={terms.find(({ id }) => id === term)?.first_day ?? null}
        />
      )}
    </Section>
  );
}
