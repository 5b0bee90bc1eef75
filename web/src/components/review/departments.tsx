"use client";
import { useTranslations } from "next-intl";
import { decideApprovals } from "@/api/reviews";
import type { Approval, Timetable } from "@/api/types";
import { useErrorText } from "@/components/error-text";
import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useNotify } from "@/components/ui/toast";
import { useStep } from "./use-step";

const TONES: Record<Approval["state"], Tone> = {
  pending: "neutral",
  approved: "good",
  rejected: "bad",
};

/** What each department says of a timetable; for those that nobody heads, the registrar does. */
export function Departments({
  timetable,
  rows,
  mayDecide,
}: {
  timetable: Timetable;
  rows: readonly Approval[];
  mayDecide: boolean;
}) {
  const t = useTranslations("review");
  const notify = useNotify();
  const describe = useErrorText();
  const approve = useStep<readonly Approval[]>({
    step: (some) =>
      decideApprovals(
        some.map(({ id }) => id),
        "approved",
        "",
      ),
    done: (some) =>
      t("approvedFor", {
        name: timetable.name,
        count: some.length,
        department: some[0]?.department.name ?? "",
      }),
    onError: (error) => notify({ tone: "bad", title: describe(error) }),
  });
  if (rows.length === 0) return <p className="text-sm text-muted">{t("nobody")}</p>;
  const headless = rows.filter(({ state, has_head }) => state === "pending" && !has_head);
  const deciding = approve.isPending ? approve.variables : [];
  return (
    <>
      {mayDecide && headless.length > 1 && (
        <Button
          size="sm"
          className="self-start"
          busy={deciding.length > 1}
          onClick={() => approve.mutate(headless)}
        >
          {t("approveForAll", { count: headless.length })}
        </Button>
      )}
      <ul aria-label={t("departments")} className="divide-y divide-line">
        {rows.map((row) => (
          <li key={row.id} className="flex items-center justify-between gap-3 py-1.5 text-sm">
            <span className="min-w-0 flex-1">
              <span className="block truncate">{row.department.name}</span>
              {row.state === "pending" && !row.has_head && (
                <span className="block text-xs text-caution">
                  {t("noHead", { you: mayDecide ? "yes" : "no" })}
                </span>
              )}
            </span>
            {row.state === "pending" && !row.has_head && mayDecide && (
              <Button
                size="sm"
                aria-label={t("approveFor", { department: row.department.name })}
                busy={deciding.length === 1 && deciding[0] === row}
                onClick={() => approve.mutate([row])}
              >
                {t("approve")}
              </Button>
            )}
            <Badge tone={TONES[row.state]}>{t(`states.${row.state}`)}</Badge>
          </li>
        ))}
      </ul>
    </>
  );
}
