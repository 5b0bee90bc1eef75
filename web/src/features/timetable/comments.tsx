"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { MessageSquare, MessagesSquare } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import {
  addComment,
  commentsKey,
  commentsQuery,
  settleComment,
  type Comment,
} from "@/api/comments";
import { useErrorText } from "@/components/error-text";
import { useFormat } from "@/components/format";
import { useSession } from "@/components/session";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { TextArea } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { useNotify } from "@/components/ui/toast";
import { useNow } from "@/components/use-now";

interface CommentsProps {
  timetable: string;
  /** The class that is selected, which a comment may be about. */
  selected: { id: string; name: string } | null;
}

/** How many comments are open, and the talk about the timetable and its classes. */
export function Comments({ timetable, selected }: CommentsProps) {
  const t = useTranslations("timetable.comments");
  const [open, setOpen] = useState(false);
  const query = useQuery(commentsQuery(timetable));
  const unsettled = query.data?.results.filter(({ resolved_at }) => !resolved_at).length ?? 0;
  const rows = query.data?.results.toSorted(
    (a, b) => Number(a.resolved_at !== null) - Number(b.resolved_at !== null),
  );
  return (
    <>
      <Button onClick={() => setOpen(true)} aria-label={t("open", { count: unsettled })}>
        <MessageSquare aria-hidden />
        <span className="max-lg:sr-only">{t("title")}</span>
        {unsettled > 0 && <span className="tabular-nums">{unsettled}</span>}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t("title")}>
        <NewComment key={selected?.id} timetable={timetable} selected={selected} />
        <div className="mt-4 border-t border-line">
          {query.error ? (
            <ErrorState error={query.error} onRetry={() => query.refetch()} />
          ) : !rows ? (
            <SkeletonRows rows={3} className="px-0" />
          ) : rows.length === 0 ? (
            <EmptyState
              icon={<MessagesSquare />}
              title={t("none")}
              description={t("noneText")}
              className="py-8"
            />
          ) : (
            <ul className="divide-y divide-line">
              {rows.map((comment) => (
                <CommentLine key={comment.id} timetable={timetable} comment={comment} />
              ))}
            </ul>
          )}
        </div>
      </Dialog>
    </>
  );
}

function NewComment({ timetable, selected }: CommentsProps) {
  const t = useTranslations("timetable.comments");
  const client = useQueryClient();
  const describe = useErrorText();
  const [text, setText] = useState("");
  const [about, setAbout] = useState<"class" | "whole">(selected ? "class" : "whole");
  const cls = about === "class" ? (selected?.id ?? null) : null;
  const adding = useMutation({
    mutationFn: () => addComment(timetable, cls, text.trim()),
    onSuccess: () => {
      setText("");
      return client.invalidateQueries({ queryKey: commentsKey(timetable) });
    },
  });
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        adding.mutate();
      }}
    >
      {selected && (
        <Segmented
          label={t("about")}
          value={about}
          onChange={setAbout}
          options={[
            { value: "class", label: selected.name },
            { value: "whole", label: t("whole") },
          ]}
        />
      )}
      <Field label={t("write")} error={adding.error ? describe(adding.error) : undefined}>
        <TextArea value={text} maxLength={2000} onValueChange={setText} />
      </Field>
      <Button
        type="submit"
        variant="primary"
        className="self-end"
        disabled={text.trim() === ""}
        busy={adding.isPending}
      >
        {t("send")}
      </Button>
    </form>
  );
}

/** Whose comments one may settle: the registrar all, staff those of the own department. */
function useMaySettle(comment: Comment): boolean {
  const membership = useSession().me.membership;
  if (membership?.role === "registrar") return true;
  return Boolean(membership?.department && membership.department.id === comment.department?.id);
}

function CommentLine({ timetable, comment }: { timetable: string; comment: Comment }) {
  const t = useTranslations("timetable.comments");
  const format = useFormat();
  const now = useNow();
  const client = useQueryClient();
  const notify = useNotify();
  const describe = useErrorText();
  const isSettled = comment.resolved_at !== null;
  const may = useMaySettle(comment);
  const settling = useMutation({
    mutationFn: () => settleComment(comment.id, !isSettled),
    onSuccess: () => client.invalidateQueries({ queryKey: commentsKey(timetable) }),
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
      {may && (
        <Button
          size="sm"
          variant="ghost"
          className="mt-1 -ml-2.5"
          busy={settling.isPending}
          onClick={() => settling.mutate()}
        >
          {t(isSettled ? "reopen" : "settle")}
        </Button>
      )}
    </li>
  );
}
