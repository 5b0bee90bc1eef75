"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import { useSession } from "@/components/session";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { mayEdit } from "../rights";
import { ClassInstructors } from "./class-instructors";
import { HoursList } from "./hours-list";
import { RoomOptions } from "./room-options";
import { Section } from "./section";

/** The times and rooms that a class may get. */
export function ClassDetail({
  row,
  term,
}: {
  row: components["schemas"]["Class"];
  term: string;
}) {
  const t = useTranslations("data.detail");
  const { me, terms } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ["data", "classes", "one", row.id],
    queryFn: () =>
      unwrap(api.GET("/api/v1/classes/{id}/", { params: { path: { id: row.id } } })),
  });
  if (error) return <ErrorState error={error} onRetry={() => refetch()} />;
  if (!data) return <SkeletonRows rows={4} className="px-0" />;
  const times = data.time_options ?? [];
  const rooms = data.room_options ?? [];
  return (
    <>
      <ClassInstructors
        cls={data}
        term={term}
        editable={mayEdit(me.membership, "classes", row.department?.id ?? null)}
      />
      <Section title={t("times", { count: times.length })}>
        {times.length === 0 ? (
          <p className="text-sm text-muted">{t("noTimes")}</p>
        ) : (
          <HoursList
            hours={times}
            firstDay={terms.find(({ id }) => id === term)?.first_day ?? null}
          />
        )}
      </Section>
      {data.needs_room && (
        <Section title={t("rooms", { count: rooms.length })}>
          {rooms.length === 0 ? (
            <p className="text-sm text-muted">{t("noRooms")}</p>
          ) : (
            <RoomOptions options={rooms} />
          )}
        </Section>
      )}
    </>
  );
}
