"use client";
import { useQuery } from "@tanstack/react-query";
import { ArrowRightLeft, Ban, DoorOpen, Plus, UserRound } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { myChangesQuery } from "@/api/my";
import type { ChangedClass } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { useMeetingWords } from "@/components/week/words";
import { clockRange } from "@/lib/week/meeting";
import { withGroups } from "./groups";

const AT_ONCE = 4;

const ICONS: Record<How, ReactNode> = {
  new: <Plus />,
  cancelled: <Ban />,
  group: <ArrowRightLeft />,
  moved: <ArrowRightLeft />,
  both: <ArrowRightLeft />,
  room: <DoorOpen />,
  instructor: <UserRound />,
};

type How = "new" | "cancelled" | "group" | "moved" | "room" | "both" | "instructor";

function howOf(change: ChangedClass): How {
  if (change.kind === "new" && change.before) return "group";
  if (change.kind !== "changed") return change.kind;
  if (change.moved) return change.room_changed ? "both" : "moved";
  return change.room_changed ? "room" : "instructor";
}

/** What the latest publication changed in one's own week; nothing where it changed nothing. */
export function ChangesCard({ firstDay }: { firstDay: string | null }) {
  const t = useTranslations("myWeek.changes");
  const format = useFormatter();
  const [all, setAll] = useState(false);
  const { data } = useQuery(myChangesQuery);
  if (!data?.before || data.classes.length === 0) return null;
  const changes = withGroups(data.classes);
  const shown = all ? changes : changes.slice(0, AT_ONCE);
  return (
    <Card>
      <CardHeader
        title={t("title")}
        description={t("since", {
          date: format.dateTime(new Date(data.before), {
            day: "numeric",
            month: "long",
          }),
        })}
      />
      <ul className="divide-y divide-line border-t border-line">
        {shown.map((change) => (
          <ChangeLine key={change.id} change={change} firstDay={firstDay} />
        ))}
      </ul>
      {changes.length > shown.length && (
        <div className="border-t border-line p-1.5">
          <Button variant="ghost" size="sm" onClick={() => setAll(true)}>
            {t("all", { count: changes.length - shown.length })}
          </Button>
        </div>
      )}
    </Card>
  );
}

function ChangeLine({ change, firstDay }: { change: ChangedClass; firstDay: string | null }) {
  const t = useTranslations("myWeek.changes");
  const words = useMeetingWords(firstDay);
  const how = howOf(change);
  const place = (at: ChangedClass["before"]) =>
    at && [words.dayNames(at.days), clockRange(at), at.room?.name].filter(Boolean).join(" ");
  const now = place(change.after);
  const was = place(change.before);
  return (
    <li className="flex gap-3 px-4 py-2.5">
      <span
        aria-hidden
        className="mt-0.5 grid size-6 shrink-0 place-items-center rounded-full bg-sunken text-faint [&_svg]:size-3.5"
      >
        {ICONS[how]}
      </span>
      <div className="min-w-0 text-sm">
        <p className="font-medium">
          {change.course.name || change.course.code}
          <span className="font-normal text-muted"> · {t(how)}</span>
        </p>
        <p className="text-muted tabular-nums">
          {now}
          {was && how !== "new" && (
            <span className="text-faint">
              {now && " · "}
              {t("was", { place: was })}
            </span>
          )}
        </p>
      </div>
    </li>
  );
}
