"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { publishTimetable } from "@/api/timetables";
import { useErrorText } from "@/components/error-text";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { PublishPreview } from "./publish-preview";
import type { StepProps } from "./step-props";
import { useStep } from "./use-step";

/** Publishes an approved timetable after a question: this is what everybody then sees. */
export function PublishButton({ timetable, look }: StepProps) {
  const t = useTranslations("review.publish");
  const describe = useErrorText();
  const [asking, setAsking] = useState(false);
  const publish = useStep<void>({
    step: () => publishTimetable(timetable.id),
    done: () => t("done", { name: timetable.name }),
    onDone: () => setAsking(false),
  });

  return (
    <>
      <Button {...look} onClick={() => setAsking(true)}>
        {t("button")}
      </Button>
      <Dialog
        open={asking}
        onOpenChange={(open) => {
          setAsking(open);
          publish.reset();
        }}
        title={t("title", { name: timetable.name })}
        description={t("description", { term: timetable.term_name })}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{t("notNow")}</Button>
            <Button variant="primary" busy={publish.isPending} onClick={() => publish.mutate()}>
              {t("confirm")}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <PublishPreview timetable={timetable} />
          {publish.isError && (
            <p role="alert" className="text-sm text-bad">
              {describe(publish.error)}
            </p>
          )}
        </div>
      </Dialog>
    </>
  );
}
