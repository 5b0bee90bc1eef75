"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import { useSession } from "@/components/session";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { mayEdit } from "../rights";
import { ClassInstructors } from "./class-instructors";
import { EditedHours } from "./edited-hours";
import { RoomOptions } from "./room-options";

type Schemas = components["schemas"];
type Written = Omit<Schemas["PatchedClassDetailRequest"], "version">;

/** Who teaches a class, and the times and rooms that it may get. */
export function ClassDetail({ row, term }: { row: Schemas["Class"]; term: string }) {
  const { me } = useSession();
  const client = useQueryClient();
  const params = { path: { id: row.id } };
  const { data, error, refetch } = useQuery({
    queryKey: ["data", "classes", "one", row.id],
    queryFn: () => unwrap(api.GET("/api/v1/classes/{id}/", { params })),
  });
  if (error) return <ErrorState error={error} onRetry={() => refetch()} />;
  if (!data) return <SkeletonRows rows={4} className="px-0" />;
  const write = async (written: Written) => {
    try {
      const body = { ...written, version: data.version };
      await unwrap(api.PATCH("/api/v1/classes/{id}/", { params, body }));
    } finally {
      // Refused as too old, too: the next try is on what there is.
      await client.invalidateQueries({ queryKey: ["data", "classes"] });
    }
  };
  const of = { term, editable: mayEdit(me.membership, "classes", row.department?.id ?? null) };
  return (
    <>
      <ClassInstructors cls={data} write={write} {...of} />
      <EditedHours
        what="times"
        hours={data.time_options ?? []}
        write={(time_options) => write({ time_options })}
        {...of}
      />
      {data.needs_room && (
        <RoomOptions
          options={data.room_options ?? []}
          write={(room_options) => write({ room_options })}
          {...of}
        />
      )}
    </>
  );
}
