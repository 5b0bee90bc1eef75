"use client";
import { Hand, Pencil, Pin, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, type ReactNode } from "react";
import { BrokenMark } from "@/components/week/broken-mark";
import type { Meeting } from "@/lib/week/meeting";
import type { Draft } from "./use-draft";

const SIGN = "ml-1 inline size-3 shrink-0";

/**
 * Signs of a class in a draft: pinned, moved by hand, in somebody else's hand, and broken: by
 * what was `known` when it was last scored, or by what is found now.
 */
export function useMarks(
  { changed, findings, present }: Draft,
  known: ReadonlySet<string>,
): (meeting: Meeting) => ReactNode {
  const t = useTranslations("edit.marks");
  const broken = useMemo(
    () =>
      new Set([
        ...known,
        ...findings.flatMap(({ cls, other }) => (other ? [cls, other] : [cls])),
      ]),
    [known, findings],
  );
  const marksOf = ({ class_id, time_pinned, room_pinned }: Meeting) => {
    const taker = present.find(({ holding }) => holding === class_id);
    return (
      <>
        {taker && <Hand aria-label={t("taken", { name: taker.name })} className={SIGN} />}
        {broken.has(class_id) && <BrokenMark />}
        {(time_pinned || room_pinned) && <Pin aria-label={t("pinned")} className={SIGN} />}
        {changed.has(class_id) && <Pencil aria-label={t("changed")} className={SIGN} />}
      </>
    );
  };
  return marksOf;
}

/** What the signs mean. */
export function MarksLegend() {
  const t = useTranslations("edit.marks");
  const week = useTranslations("week");
  const signs = [
    { Icon: Pin, text: t("pinned") },
    { Icon: Pencil, text: t("changed") },
    { Icon: TriangleAlert, text: week("broken") },
    { Icon: Hand, text: t("takenShort") },
  ];
  return (
    <ul
      aria-label={t("legend")}
      className="flex flex-wrap gap-x-4 gap-y-1 px-1.5 text-xs text-muted"
    >
      {signs.map(({ Icon, text }) => (
        <li key={text} className="flex items-center gap-1.5">
          <Icon aria-hidden className="size-3" />
          {text}
        </li>
      ))}
    </ul>
  );
}
