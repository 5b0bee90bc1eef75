"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { freshened } from "@/api/drafts";
import { rejectTimetable } from "@/api/reviews";
import { publishTimetable } from "@/api/timetables";
import { useErrorText } from "@/components/error-text";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { TextArea } from "@/components/ui/input";
import { PublishPreview } from "./publish-preview";
import type { StepProps } from "./step-props";
import { useStep } from "./use-step";

/** Publishes an approved timetable after a question, or sends it back to be changed after all. */
export function PublishButton({ timetable, look }: StepProps) {
  const t = useTranslations("review.publish");
  const describe = useErrorText();
  const review = useTranslations("review");
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const step = useStep<"publish" | "reject">({
    step: async (which) => {
      if (which === "reject") return rejectTimetable(timetable.id, reason);
      await freshened(timetable);
      return publishTimetable(timetable.id, reason);
    },
    done: (which) =>
      which === "publish"
        ? t("done", { name: timetable.name })
        : review("rejected", { name: timetable.name }),
    onDone: () => setAsking(false),
  });
  const runs = (which: string) => step.isPending && step.variables === which;

  return (
    <>
      <Button {...look} onClick={() => setAsking(true)}>
        {t("button")}
      </Button>
      <Dialog
        open={asking}
        onOpenChange={(open) => {
          setAsking(open);
          setReason("");
          step.reset();
        }}
        title={t("title", { name: timetable.name })}
        description={t("description", { term: timetable.term_name })}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{t("notNow")}</Button>
            <Button
              disabled={reason.trim() === ""}
              busy={runs("reject")}
              onClick={() => step.mutate("reject")}
            >
              {review("sendBack")}
            </Button>
            <Button
              variant="primary"
              busy={runs("publish")}
              onClick={() => step.mutate("publish")}
            >
              {t("confirm")}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <PublishPreview timetable={timetable} />
          <Field label={review("reason")} hint={t("reasonHint")}>
            <TextArea value={reason} onChange={(event) => setReason(event.target.value)} />
          </Field>
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
