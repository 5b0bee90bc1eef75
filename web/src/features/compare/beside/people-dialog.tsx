"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { comparedPeopleQuery, type Who } from "@/api/differences";
import type { Timetable } from "@/api/types";
import { useFormat } from "@/components/format";
import { useSession } from "@/components/session";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Pager } from "@/components/ui/pager";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { cn } from "@/lib/cn";
import { seesEverything } from "@/lib/roles";

const SIZE = 20;

/** What people have more or less of, from one timetable to the other. */
export const MEASURES = ["clashes", "days", "idle_minutes"] as const;

interface PeopleDialogProps {
  who: Who;
  own: Timetable;
  other: Timetable;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Everybody whose week gains or loses, by name; whose changes most comes first. */
export function PeopleDialog({ who, own, other, open, onOpenChange }: PeopleDialogProps) {
  const t = useTranslations("compare.beside.balance");
  const format = useFormat();
  // Staff of a department are told the names of its own people.
  const whose = seesEverything(useSession().me.membership?.role) ? "all" : "own";
  const [page, setPage] = useState(1);
  const { data, error, refetch } = useQuery({
    ...comparedPeopleQuery(own.id, other.id, who, page, SIZE),
    placeholderData: keepPreviousData,
    enabled: open,
  });
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t(`${who}Named`)}
      description={t("namedText", { name: other.name, role: whose })}
      className="md:w-160"
    >
      {error ? (
        <ErrorState error={error} onRetry={() => refetch()} />
      ) : !data ? (
        <SkeletonRows rows={8} className="p-0" />
      ) : data.count === 0 ? (
        <p className="text-sm text-muted">{t("nobody", { role: whose })}</p>
      ) : (
        <div className="-mx-5">
          <Table label={t(`${who}Named`)}>
            <thead>
              <tr>
                <Th>{t("name")}</Th>
                {MEASURES.map((measure) => (
                  <Th key={measure} numeric className="whitespace-normal">
                    {t(`columns.${measure}`)}
                  </Th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.results.map((person) => (
                <Tr key={person.id}>
                  <Td>{person.name}</Td>
                  {MEASURES.map((measure) => {
                    const before = person[`${measure}_before`];
                    const after = person[`${measure}_after`];
                    return (
                      <Td key={measure} numeric className="whitespace-nowrap">
                        {before === after ? (
                          <span className="text-faint">{format.number(after)}</span>
                        ) : (
                          <span className={cn(after < before ? "text-good" : "text-bad")}>
                            {t("change", { before, after })}
                          </span>
                        )}
                      </Td>
                    );
                  })}
                </Tr>
              ))}
            </tbody>
          </Table>
          {data.count > SIZE && (
            <Pager page={page} size={SIZE} count={data.count} onPage={setPage} />
          )}
        </div>
      )}
    </Dialog>
  );
}
