"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useSigned } from "@/components/reason-text";
import type { Draft } from "./use-draft";

/** What a change would break, before it is made in spite of that. */
export function BreaksDialog({ draft, onLeave }: { draft: Draft; onLeave: () => void }) {
  const t = useTranslations("edit.breaks");
  const signed = useSigned();
  const { question, setQuestion } = draft;
  const leave = () => {
    setQuestion(null);
    onLeave();
  };
  return (
    <Dialog
      open={question !== null}
      onOpenChange={(open) => !open && leave()}
      title={question?.wish.title}
      footer={
        <>
          <Button onClick={leave}>{t("keep")}</Button>
          <Button
            variant={question?.broken.length ? "danger" : "primary"}
            busy={draft.isWriting}
            onClick={() => question && draft.write(question.wish)}
          >
            {t(question?.broken.length ? "confirm" : "swap")}
          </Button>
        </>
      }
    >
      {question && (
        <div className="flex flex-col gap-2 text-sm">
          {question.broken.length > 0 ? (
            <>
              <p className="text-muted">{t("text")}</p>
              <ul className="list-disc pl-5">
                {question.broken.map((text, index) => (
                  <li key={index}>{text}</li>
                ))}
              </ul>
            </>
          ) : (
            <p>{t("alright")}</p>
          )}
          {question.cost !== null && (
            <p className="text-muted">{t("costs", { cost: signed(question.cost) })}</p>
          )}
        </div>
      )}
    </Dialog>
  );
}
