"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import { useSession } from "@/components/session";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { mayEdit } from "../rights";
import { EditedHours } from "./edited-hours";

/** The hours of the term at which a room is closed. */
export function RoomDetail({
  row,
  term,
}: {
  row: components["schemas"]["Room"];
  term: string;
}) {
  const { me } = useSession();
  const client = useQueryClient();
  const params = { path: { id: row.id } };
  const { data, error, refetch } = useQuery({
    queryKey: ["data", "rooms", "one", row.id],
    queryFn: () => unwrap(api.GET("/api/v1/rooms/{id}/", { params })),
  });
  if (error) return <ErrorState error={error} onRetry={() => refetch()} />;
  if (!data) return <SkeletonRows rows={3} className="px-0" />;
  const { version, unavailabilities: all = [] } = data;
  return (
    <EditedHours
      what="closed"
      term={term}
      hours={all.filter((closed) => closed.term === term)}
      editable={mayEdit(me.membership, "rooms", row.department)}
      write={async (hours) => {
        const others = all.filter((closed) => closed.term !== term);
        const unavailabilities = [...others, ...hours.map((each) => ({ ...each, term }))];
        const body = { unavailabilities, version };
        try {
          await unwrap(api.PATCH("/api/v1/rooms/{id}/", { params, body }));
        } finally {
          await client.invalidateQueries({ queryKey: ["data", "rooms"] });
        }
      }}
    />
  );
}
