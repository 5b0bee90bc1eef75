"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { MessageSquare, MessagesSquare } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { addComment, commentsKey, commentsQuery } from "@/api/comments";
import { useErrorText } from "@/components/error-text";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { TextArea } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { CommentLine } from "./comment-line";

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
