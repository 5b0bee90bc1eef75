"use client";
import { useTranslations } from "next-intl";
import { freshened } from "@/api/drafts";
import { submitTimetable } from "@/api/reviews";
import { useErrorText } from "@/components/error-text";
import { useSession } from "@/components/session";
import { Button } from "@/components/ui/button";
import { useNotify } from "@/components/ui/toast";
import { PublishButton } from "./publish-button";
import { ReviewDialog } from "./review-dialog";
import type { StepProps } from "./step-props";
import { useStep } from "./use-step";

/** The next step of a timetable's way, for those who may take it, always in the same place. */
export function ReviewActions(props: StepProps) {
  const { state } = props.timetable;
  const role = useSession().me.membership?.role;
  const isRegistrar = role === "registrar";
  if (state === "in_review" && (isRegistrar || role === "department_head")) {
    return <ReviewDialog {...props} />;
  }
  if (!isRegistrar) return null;
  if (state === "draft") return <SubmitButton {...props} />;
  return state === "approved" ? <PublishButton {...props} /> : null;
}

function SubmitButton({ timetable, look }: StepProps) {
  const t = useTranslations("review");
  const describe = useErrorText();
  const notify = useNotify();
  const submit = useStep<void>({
    step: async () => {
      await freshened(timetable);
      return submitTimetable(timetable.id);
    },
    done: () => t("submitted", { name: timetable.name }),
    onError: (error) => notify({ tone: "bad", title: describe(error) }),
  });
  return (
    <Button {...look} busy={submit.isPending} onClick={() => submit.mutate()}>
      {t("submit")}
    </Button>
  );
}
