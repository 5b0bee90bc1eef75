"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { freshened } from "@/api/drafts";
import {
  approvalsQuery,
  approveTimetable,
  decideApprovals,
  rejectTimetable,
} from "@/api/reviews";
import { useErrorText } from "@/components/error-text";
import { useSession } from "@/components/session";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { TextArea } from "@/components/ui/input";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Broken, useBroken } from "./broken";
import { Departments } from "./departments";
import type { StepProps } from "./step-props";
import { useStep } from "./use-step";

type Verdict = "approve" | "reject";

/** What each department says; a head adds the own word, the registrar the last one. */
export function ReviewDialog({ timetable, look }: StepProps) {
  const t = useTranslations("review");
  const describe = useErrorText();
  const { me } = useSession();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const approvals = useQuery({ ...approvalsQuery(timetable.id), enabled: open });
  const rows = approvals.data?.results ?? [];
  const own =
    me.membership?.role === "department_head"
      ? rows.find((row) => row.department.id === me.membership?.department?.id)
      : undefined;
  const isHead = me.membership?.role === "department_head";
  const missing = rows.filter((row) => row.state !== "approved").length;
  const broken = useBroken(timetable, open);
  const needsReason = !isHead && (missing > 0 || (broken ?? 0) > 0);
  const step = useStep<Verdict>({
    step: async (verdict) => {
      if (own) {
        const state = verdict === "approve" ? "approved" : "rejected";
        return decideApprovals([own.id], state, reason);
      }
      const take = verdict === "approve" ? approveTimetable : rejectTimetable;
      if (verdict === "approve") await freshened(timetable);
      return take(timetable.id, reason);
    },
    done: (verdict) => {
      const name = timetable.name;
      if (verdict === "reject") return t("rejected", { name });
      return own
        ? t("approvedFor", { name, count: 1, department: own.department.name })
        : t("approved", { name });
    },
    onDone: () => setOpen(false),
  });
  const silent = reason.trim() === "";
  const settled = isHead && own?.state !== "pending";

  return (
    <>
      <Button {...look} onClick={() => setOpen(true)}>
        {t("open", { given: timetable.approvals_given, asked: timetable.approvals_asked })}
      </Button>
      <Dialog
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          setReason("");
          step.reset();
        }}
        title={t("title", { name: timetable.name })}
        description={t(isHead ? "headDescription" : "description")}
        footer={
          !settled && (
            <>
              <Button
                disabled={silent}
                busy={step.isPending && step.variables === "reject"}
                onClick={() => step.mutate("reject")}
              >
                {t("sendBack")}
              </Button>
              <Button
                variant="primary"
                disabled={!approvals.data || broken === undefined || (needsReason && silent)}
                busy={step.isPending && step.variables === "approve"}
                onClick={() => step.mutate("approve")}
              >
                {t("approve")}
              </Button>
            </>
          )
        }
      >
        <div className="flex flex-col gap-4">
          <Broken timetable={timetable} count={broken} />
          {approvals.data ? (
            <Departments
              timetable={timetable}
              rows={rows}
              mayDecide={me.membership?.role === "registrar"}
            />
          ) : approvals.isError ? (
            <p role="alert" className="text-sm text-bad">
              {describe(approvals.error)}
            </p>
          ) : (
            <SkeletonRows rows={3} />
          )}
          {!settled && (
            <Field
              label={t("reason")}
              hint={
                needsReason
                  ? t("reasonNeeded", { missing, hard: broken ?? 0 })
                  : t("reasonHint")
              }
            >
              <TextArea value={reason} onChange={(event) => setReason(event.target.value)} />
            </Field>
          )}
          {step.isError && (
            <p role="alert" className="text-sm text-bad">
              {describe(step.error)}
            </p>
          )}
        </div>
      </Dialog>
    </>
  );
}
