"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, type RefObject } from "react";
import type { Spot } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Badge, type Tone } from "@/components/ui/badge";
import { Spinner } from "@/components/ui/spinner";
import { Segmented } from "@/components/ui/segmented";
import { useErrorText } from "@/components/error-text";
import { useMeetingWords } from "@/components/week/words";
import { gradeOf, type Grade } from "@/lib/week/heat";
import { useGradeText } from "./grade-text";
import { GRADE_ICONS } from "./heat-cells";
import { usePlaceText } from "./place-text";
import { useReasonText } from "@/components/reason-text";
import type { Editor } from "./use-editor";
import type { Hold } from "./use-hold";

const TONES: Record<Grade, Tone> = {
  here: "info",
  better: "good",
  same: "info",
  dearer: "caution",
  breaks: "bad",
};

/** What the class is, where it would go, and what that would mean; the way to put it back. */
export function HeldBar({ editor, hold }: { editor: Editor; hold: Hold }) {
  const t = useTranslations("edit.held");
  const place = usePlaceText();
  const gradeText = useGradeText();
  const { meeting, spot, target } = hold;
  const bar = useRef<HTMLElement>(null);
  useRoomForNotices(bar);
  const pinned = meeting.time_pinned ? "time" : meeting.room_pinned ? "room" : null;
  return (
    <section
      ref={bar}
      aria-label={t("label")}
      className="sticky bottom-3 z-20 mt-3 flex flex-wrap items-start gap-x-4 gap-y-2 rounded-lg border border-line-strong bg-raised px-4 py-3 shadow-high print:hidden"
    >
      <div className="min-w-0 flex-1 basis-64">
        <div role="status" className="text-sm">
          <p className="mb-1 flex flex-wrap items-center gap-x-3 gap-y-1">
            <span>
              <span className="font-semibold">
                {t("moving", { name: editor.name(meeting) })}
              </span>
              {spot && <span className="text-muted"> · {place(spot)}</span>}
            </span>
            {spot && (
              <GradeBadge grade={gradeOf(spot, meeting)} text={gradeText(spot, meeting)} />
            )}
          </p>
          {(pinned !== "time" || !hold.cells) && <Meaning hold={hold} />}
        </div>
        {pinned && (
          <p className="mt-1 flex flex-wrap items-center gap-x-3 text-xs text-caution">
            {t("pinned", { what: pinned })}
            <Button
              variant="ghost"
              size="sm"
              busy={editor.draft.isPinning}
              onClick={() => editor.pin(meeting, false, false)}
            >
              {t("setFree")}
            </Button>
          </p>
        )}
        {target && target.spots.length > 1 && <Patterns editor={editor} hold={hold} />}
      </div>
      <div className="flex gap-2">
        {spot && (
          <Button
            variant="primary"
            busy={editor.draft.isWriting}
            tabIndex={hold.how === "keys" ? -1 : 0}
            onClick={() => editor.drop()}
          >
            {t("drop")}
          </Button>
        )}
        <Button onClick={editor.putBack}>{t("release")}</Button>
      </div>
    </section>
  );
}

/** Notices stand above the bar, whose buttons they would hide. */
function useRoomForNotices(bar: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const { style } = document.documentElement;
    const measure = () => style.setProperty("--held", `${bar.current?.offsetHeight ?? 0}px`);
    const observer = new ResizeObserver(measure);
    observer.observe(bar.current!);
    return () => {
      observer.disconnect();
      style.removeProperty("--held");
    };
  }, [bar]);
}

function GradeBadge({ grade, text }: { grade: Grade; text: string }) {
  const Icon = GRADE_ICONS[grade];
  return (
    <Badge tone={TONES[grade]} icon={<Icon aria-hidden />}>
      {text}
    </Badge>
  );
}

/** What the place that is meant would mean, with its reasons. */
function Meaning({ hold }: { hold: Hold }) {
  const t = useTranslations("edit.held");
  const reasonText = useReasonText();
  const describe = useErrorText();
  const { cells, error, spot, meeting } = hold;
  if (!cells && error) return <span className="text-bad">{describe(error)}</span>;
  if (!cells) {
    return (
      <span className="flex items-center gap-2 text-muted">
        <Spinner /> {t("loading")}
      </span>
    );
  }
  if (cells.length === 0) return t("none");
  if (!spot) return <span className="text-muted">{t("pick")}</span>;
  if (spot.reasons.length === 0) {
    const isHere = gradeOf(spot, meeting) === "here";
    return <span className="text-muted">{t(isHere ? "pick" : "nothingWorse")}</span>;
  }
  return (
    <ul className="flex flex-wrap gap-x-1.5 text-muted">
      {spot.reasons.map((reason, index) => (
        <li key={index}>
          {reasonText(reason, meeting.class_id)}
          {index < spot.reasons.length - 1 && ";"}
        </li>
      ))}
    </ul>
  );
}

/** Several of the class's times may begin at one place: on which other days, and how long. */
function Patterns({ editor, hold }: { editor: Editor; hold: Hold }) {
  const t = useTranslations("edit.held");
  const { dayNames } = useMeetingWords(null);
  const spots: readonly Spot[] = hold.target?.spots ?? [];
  const names = new Set(spots.map(({ days }) => days));
  if (names.size < 2) return null;
  return (
    <div className="mt-2">
      <Segmented
        label={t("patterns")}
        value={String(spots.findIndex(({ days }) => days === hold.spot?.days))}
        onChange={(choice) => editor.choose(Number(choice))}
        options={spots.flatMap((spot, index) =>
          spots.findIndex(({ days }) => days === spot.days) === index
            ? [{ value: String(index), label: dayNames(spot.days) }]
            : [],
        )}
      />
    </div>
  );
}
