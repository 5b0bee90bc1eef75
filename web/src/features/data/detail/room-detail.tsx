"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import { useSession } from "@/components/session";
import { useErrorText } from "@/components/error-text";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useNotify } from "@/components/ui/toast";
import { mayEdit } from "../rights";
import { ClosedHoursDialog } from "./closed-hours-dialog";
import { HoursList } from "./hours-list";
import { Section } from "./section";

type Closed = NonNullable<components["schemas"]["RoomDetail"]["unavailabilities"]>[number];

/** The hours of the term at which a room is closed. */
export function RoomDetail({
  row,
  term,
}: {
  row: components["schemas"]["Room"];
  term: string;
}) {
  const t = useTranslations("data.detail");
  const { me, terms } = useSession();
  const current = terms.find(({ id }) => id === term);
  const editable = mayEdit(me.membership, "rooms", row.department);
  const client = useQueryClient();
  const notify = useNotify();
  const describe = useErrorText();
  const [isAdding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ["data", "rooms", "one", row.id],
    queryFn: () => unwrap(api.GET("/api/v1/rooms/{id}/", { params: { path: { id: row.id } } })),
  });
  const write = (unavailabilities: Closed[]) =>
    unwrap(
      api.PATCH("/api/v1/rooms/{id}/", {
        params: { path: { id: row.id } },
        body: { unavailabilities, version: data!.version },
      }),
    );
  const onSettled = () => client.invalidateQueries({ queryKey: ["data", "rooms"] });
  const add = useMutation({ mutationFn: write, onSuccess: () => setAdding(false), onSettled });
  const open = useMutation({
    mutationFn: write,
    onError: (fault) => notify({ tone: "bad", title: describe(fault) }),
    onSettled,
  });
  if (error) return <ErrorState error={error} onRetry={() => refetch()} />;
  if (!data) return <SkeletonRows rows={3} className="px-0" />;
  const all = data.unavailabilities ?? [];
  const hours = all.filter((closed) => closed.term === term);
  return (
    <Section title={t("closed")}>
      {hours.length === 0 ? (
        <p className="text-sm text-muted">{t("neverClosed")}</p>
      ) : (
        <HoursList
          hours={hours}
          firstDay={current?.first_day ?? null}
          onRemove={
            editable
              ? (index) => open.mutate(all.filter((closed) => closed !== hours[index]))
              : undefined
          }
          isBusy={open.isPending}
        />
      )}
      {editable && current && (
        <Button size="sm" className="mt-2" onClick={() => setAdding(true)}>
          <Plus aria-hidden />
          {t("addClosed")}
        </Button>
      )}
      {isAdding && current && (
        <ClosedHoursDialog
          term={current}
          busy={add.isPending}
          error={add.error && describe(add.error)}
          onAdd={(added) => add.mutate([...all, { ...added, term }])}
          onClose={() => {
            setAdding(false);
            if (!add.isPending) add.reset();
          }}
        />
      )}
    </Section>
  );
}
