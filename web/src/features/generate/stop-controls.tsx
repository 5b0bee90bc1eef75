"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { cancelJob } from "@/api/jobs";
import { useErrorText } from "@/components/error-text";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useNotify } from "@/components/ui/toast";

/** The two ways to end a job early: keep the best so far, or nothing. */
export function StopControls({ job, isStopping }: { job: string; isStopping: boolean }) {
  const t = useTranslations("generate.stop");
  const describe = useErrorText();
  const notify = useNotify();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const stop = useMutation({
    mutationFn: (keepBest: boolean) => cancelJob(job, keepBest),
    onSuccess: () => setAsking(false),
    onError: (error) =>
      notify({ tone: "bad", title: t("failed"), description: describe(error) }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["jobs"] }),
  });
  const busy = stop.isPending || isStopping;

  return (
    <>
      <Button variant="ghost" onClick={() => setAsking(true)} disabled={busy}>
        {t("cancel")}
      </Button>
      <Button onClick={() => stop.mutate(true)} busy={busy}>
        {t("keep")}
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title={t("title")}
        description={t("description")}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{t("goOn")}</Button>
            <Button variant="danger" busy={stop.isPending} onClick={() => stop.mutate(false)}>
              {t("confirm")}
            </Button>
          </>
        }
      />
    </>
  );
}
