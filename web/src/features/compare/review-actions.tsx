"use client";
import { useTranslations } from "next-intl";
import { submitTimetable } from "@/api/reviews";
import type { Timetable } from "@/api/types";
import { useErrorText } from "@/components/error-text";
import { useSession } from "@/components/session";
import { Button } from "@/components/ui/button";
import { PublishButton } from "./publish-button";
import { ReviewDialog } from "./review-dialog";
import { useStep } from "./use-step";

/** The next step of a timetable's way, for those who may take it, always in the same place. */
export function ReviewActions({ timetable }: { timetable: Timetable }) {
  const { me } = useSession();
  const role = me.membership?.role;
  const isRegistrar = role === "registrar";
  if (timetable.state === "in_review" && (isRegistrar || role === "department_head")) {
    return <ReviewDialog timetable={timetable} />;
  }
  if (!isRegistrar) return null;
  if (timetable.state === "draft") return <SubmitButton timetable={timetable} />;
  return timetable.state === "approved" ? <PublishButton timetable={timetable} /> : null;
}

function SubmitButton({ timetable }: { timetable: Timetable }) {
  const t = useTranslations("compare.review");
  const describe = useErrorText();
  const submit = useStep<void>({
    step: () => submitTimetable(timetable.id),
    done: () => t("submitted", { name: timetable.name }),
  });
  return (
    <>
      <Button size="sm" busy={submit.isPending} onClick={() => submit.mutate()}>
        {t("submit")}
      </Button>
      {submit.isError && (
        <p role="alert" className="basis-full text-xs text-bad">
          {describe(submit.error)}
        </p>
      )}
    </>
  );
}
