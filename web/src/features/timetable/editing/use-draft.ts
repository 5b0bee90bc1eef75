"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import {
  draftKey,
  feedQuery,
  findingsQuery,
  moveClasses,
  noteWritten,
  pinClass,
  stepBack,
  type Change,
  type Written,
} from "@/api/drafts";
import { ApiError } from "@/api/errors";
import { useErrorText } from "@/components/error-text";
import { useSession } from "@/components/session";
import { useNotify } from "@/components/ui/toast";
import { findingError } from "./finding-error";
import { changedClasses, foreignEdits } from "./log";
import { usePlaceText } from "./place-text";

/** One change that somebody wants: what it is called, and how it is written. */
export interface Wish {
  /** Asked where it breaks something: "Move Mechanics to Tue 10:00 all the same?" */
  title: string;
  done: string;
  write: (version: number, accept: string[]) => Promise<Written>;
  accept: string[];
  /** Whether a class is in somebody's hand while it is written. */
  held?: boolean;
}

/** What a wish would break, put before whoever wishes it. */
export interface Question {
  wish: Wish;
  broken: string[];
  /** Of how much the cost changes, where that was asked. */
  cost: number | null;
}

/**
 * A draft that is edited by hand, maybe by several at once: its version and log, kept up to
 * date, and writes that are refused when it was changed meanwhile.
 */
export function useDraft(timetable: string, holding: string | null) {
  const t = useTranslations("edit");
  const notify = useNotify();
  const client = useQueryClient();
  const describe = useErrorText();
  const placeText = usePlaceText();
  const { me } = useSession();
  const feed = useQuery(feedQuery(client, timetable, holding));
  const findings = useQuery(findingsQuery(timetable));
  const [writes, setWrites] = useState(0);
  const [question, setQuestion] = useState<Question | null>(null);
  const own = useRef(new Set<string>());
  const seen = useRef<number | null>(null);

  const refresh = useCallback(async () => {
    const key = draftKey(timetable);
    await Promise.all([
      client.refetchQueries({ queryKey: [...key, "edits"] }),
      client.invalidateQueries({ queryKey: [...key, "meetings"] }),
      client.invalidateQueries({ queryKey: [...key, "findings"] }),
      client.invalidateQueries({ queryKey: key, exact: true }),
    ]);
  }, [client, timetable]);

  const edits = feed.data?.edits;
  useEffect(() => {
    if (!edits) return;
    const last = edits.at(-1)?.number ?? 0;
    const before = seen.current;
    seen.current = last;
    if (before === null || last <= before) return;
    const groups = foreignEdits(edits, before, own.current);
    if (groups.length === 0) return;
    void refresh();
    for (const [first, ...others] of groups) {
      const by = first!.by;
      const name = by?.id === me.user.id ? t("others.you") : (by?.name ?? t("others.somebody"));
      const title =
        others.length > 0
          ? t("others.many", { name, count: others.length + 1 })
          : first!.after
            ? t("others.moved", { name, cls: first!.cls_name, place: placeText(first!.after) })
            : t("others.removed", { name, cls: first!.cls_name });
      notify({ tone: "info", title });
    }
  }, [edits, me.user.id, notify, placeText, refresh, t]);

  const who = async () => {
    const before = seen.current ?? 0;
    await refresh();
    const now = client.getQueryData<NonNullable<typeof feed.data>>([
      ...draftKey(timetable),
      "edits",
    ]);
    const by = foreignEdits(now?.edits ?? [], before, own.current)
      .at(-1)
      ?.at(-1)?.by;
    return by?.id === me.user.id ? t("others.you") : (by?.name ?? t("others.somebody"));
  };

  const write = useMutation({
    mutationFn: (wish: Wish) => wish.write(feed.data!.version, wish.accept),
    onSuccess: async (written, wish) => {
      written.edits.forEach(({ id }) => own.current.add(id));
      await noteWritten(client, timetable, written);
      setQuestion(null);
      setWrites((count) => count + 1);
      const broken = written.findings.map((finding) => describe(findingError(finding)));
      notify({
        tone: broken.length > 0 ? "caution" : "good",
        title: wish.done,
        description:
          broken.length > 0 ? t("done.breaks", { what: broken.join(" ") }) : undefined,
      });
      void refresh();
    },
    onError: async (error, wish) => {
      if (error instanceof ApiError && error.code === "edit_breaks") {
        const keys = error.faults.map(({ parameters }) => String(parameters.key));
        setQuestion({
          wish: { ...wish, accept: [...wish.accept, ...keys] },
          broken: error.faults.map((fault) => describe(findingError(fault))),
          cost: null,
        });
        return;
      }
      setQuestion(null);
      if (error instanceof ApiError && error.code === "stale_version") {
        notify({
          tone: "caution",
          title: t("stale.title", { who: await who() }),
          description: t(wish.held ? "stale.held" : "stale.plain"),
        });
        return;
      }
      notify({ tone: "bad", title: t("failed"), description: describe(error) });
      await refresh();
    },
  });

  const step = (which: "undo" | "redo") => {
    const what = feed.data && describeMoved(feed.data[which]);
    if (!what || write.isPending) return;
    write.mutate({
      title: t("breaks.undoTitle"),
      done: t(which === "undo" ? "done.undone" : "done.redone", { what }),
      write: (version, accept) => stepBack(timetable, version, which, accept),
      accept: [],
    });
  };

  const describeMoved = (moved: { cls_name: string }[]) =>
    moved[0]
      ? t("whatMoved", {
          count: moved.length,
          name: moved[0].cls_name,
          more: moved.length - 1,
        })
      : null;

  const pin = useMutation({
    mutationFn: (asked: { cls: string; name: string; time: boolean; room: boolean }) =>
      pinClass(timetable, asked.cls, asked.time, asked.room),
    onSuccess: async (_, { name, time, room }) => {
      notify({ tone: "good", title: t(time || room ? "done.pinned" : "done.free", { name }) });
      // Where a class may go is another question for one that is pinned.
      for (const about of ["heat", "suggest"])
        void client.resetQueries({ queryKey: [...draftKey(timetable), about] });
      await refresh();
    },
    onError: (error) =>
      notify({ tone: "bad", title: t("pinFailed"), description: describe(error) }),
  });

  return {
    /** What is known of the draft; null until it came. */
    version: feed.data?.version ?? null,
    error: feed.data ? null : feed.error,
    edits: edits ?? [],
    present: feed.data?.present ?? [],
    undoWhat: feed.data ? describeMoved(feed.data.undo) : null,
    redoWhat: feed.data ? describeMoved(feed.data.redo) : null,
    undo: () => step("undo"),
    redo: () => step("redo"),
    changed: useMemo(() => changedClasses(edits ?? []), [edits]),
    findings: findings.data ?? [],
    /** The wish to move these classes at once. */
    moving: (changes: [Change, ...Change[]], wish: Omit<Wish, "write">): Wish => ({
      ...wish,
      write: (version, accept) => moveClasses(timetable, version, changes, accept),
    }),
    write: write.mutate,
    isWriting: write.isPending,
    /** How many writes from here have been done. */
    writes,
    question,
    setQuestion,
    pin: pin.mutate,
    isPinning: pin.isPending,
  };
}

export type Draft = ReturnType<typeof useDraft>;
