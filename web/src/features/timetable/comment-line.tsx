"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { commentsKey, removeComment, settleComment, type Comment } from "@/api/comments";
import { ConfirmButton } from "@/components/confirm-button";
import { useErrorText } from "@/components/error-text";
import { useFormat } from "@/components/format";
import { useSession } from "@/components/session";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useNotify } from "@/components/ui/toast";
import { useNow } from "@/components/use-now";

/**
 * What one may do: the registrar everything, staff settle those of the own department, and
 * everybody take back their own.
 */
function useMay({ author, department }: Comment): { settle: boolean; remove: boolean } {
  const { user, membership } = useSession().me;
  const isRegistrar = membership?.role === "registrar";
  const own = membership?.department?.id;
  return {
    settle: isRegistrar || (own !== undefined && own === department?.id),
    remove: isRegistrar || author?.id === user.id,
  };
}

/** What somebody said, and what can be done about it. */
export function CommentLine({ timetable, comment }: { timetable: string; comment: Comment }) {
  const t = useTranslations("timetable.comments");
  const format = useFormat();
  const now = useNow();
  const client = useQueryClient();
  const notify = useNotify();
  const describe = useErrorText();
  const isSettled = comment.resolved_at !== null;
  const may = useMay(comment);
  const refresh = () => client.invalidateQueries({ queryKey: commentsKey(timetable) });
  const settling = useMutation({
    mutationFn: () => settleComment(comment.id, !isSettled),
    onSuccess: refresh,
    onError: (error) => notify({ tone: "bad", title: describe(error) }),
  });
  return (
    <li className="py-3">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-faint">
        <span className="font-medium text-ink">{comment.author?.name ?? t("nobody")}</span>
        {now && format.ago(comment.created_at, now)}
        {comment.cls_name && <Badge>{comment.cls_name}</Badge>}
        {isSettled && <Badge tone="good">{t("settled")}</Badge>}
      </p>
      <p className="mt-1 text-sm break-words whitespace-pre-line">{comment.text}</p>
      <div className="mt-1 -ml-2.5 flex gap-1">
        {may.settle && (
          <Button
            size="sm"
            variant="ghost"
            busy={settling.isPending}
            onClick={() => settling.mutate()}
          >
            {t(isSettled ? "reopen" : "settle")}
          </Button>
        )}
        {may.remove && (
          <ConfirmButton
            label={t("remove")}
            title={t("removeTitle")}
            text={t("removeText")}
            confirm={t("remove")}
            act={() => removeComment(comment.id)}
            onDone={refresh}
          />
        )}
      </div>
    </li>
  );
}
