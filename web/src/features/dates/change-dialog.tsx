"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { changeDate, datesKey, placeQuery } from "@/api/dates";
import type { Thing } from "@/api/things";
import { useFormat } from "@/components/format";
import { Refusal } from "@/components/refusal";
import { ThingPicker } from "@/components/thing-picker";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { useNotify } from "@/components/ui/toast";
import { clock, clockRange, minuteOf, type Meeting } from "@/lib/week/meeting";
import { datesOf } from "./meets";

/** Which meeting it is that is changed. */
const summaryOf = (meeting: Meeting) =>
  [clockRange(meeting), meeting.room?.name, ...meeting.instructors.map(({ name }) => name)]
    .filter(Boolean)
    .join(" · ");

const KINDS = ["cancelled", "moved", "substituted"] as const;
type Kind = (typeof KINDS)[number];

interface ChangeDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  term: string;
  /** The published one. */
  timetable: string;
  firstDay: string;
  today: string;
}

/** One meeting of a class: cancelled, moved, or taught by somebody else. */
export function ChangeDialog({ open, onOpenChange, ...about }: ChangeDialogProps) {
  const t = useTranslations("dates");
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("add")} description={t("addText")}>
      <Form {...about} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function Form({
  term,
  timetable,
  firstDay,
  today,
  onDone,
}: Omit<ChangeDialogProps, "open" | "onOpenChange"> & { onDone: () => void }) {
  const t = useTranslations("dates");
  const format = useFormat();
  const client = useQueryClient();
  const notify = useNotify();
  const [cls, setCls] = useState<Thing | null>(null);
  const [date, setDate] = useState<string | null>(null);
  const [kind, setKind] = useState<Kind>("cancelled");
  const [newDate, setNewDate] = useState("");
  const [time, setTime] = useState("");
  const [room, setRoom] = useState<Thing | null>(null);
  const [person, setPerson] = useState<Thing | null>(null);
  const [reason, setReason] = useState("");
  const place = useQuery({ ...placeQuery(timetable, cls?.id ?? ""), enabled: cls !== null });
  const dates = place.data ? datesOf(place.data, firstDay, today) : [];
  const chosen = date !== null && dates.includes(date) ? date : (dates[0] ?? null);

  const writing = useMutation({
    mutationFn: (accept: string[]) =>
      changeDate({
        cls: cls!.id,
        date: chosen!,
        kind,
        reason: reason.trim(),
        accept,
        ...(kind === "moved" && {
          new_date: newDate || chosen,
          start_minute: minuteOf(time) ?? place.data?.start_minute,
          room: room?.id ?? place.data?.room?.id,
        }),
        ...(kind === "substituted" && { instructor: person?.id ?? null }),
      }),
    onSuccess: () => {
      notify({ tone: "good", title: t("added") });
      onDone();
      return client.invalidateQueries({ queryKey: datesKey(term) });
    },
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        writing.mutate([]);
      }}
    >
      <Field
        label={t("class")}
        error={
          cls && (place.data === null || (place.data && !dates.length))
            ? t("notHeld")
            : undefined
        }
      >
        <ThingPicker
          kind="class"
          term={term}
          value={cls}
          onChange={(next) => {
            setCls(next);
            writing.reset();
          }}
        />
      </Field>
      {chosen && (
        <>
          <Field label={t("date")} hint={place.data && summaryOf(place.data)}>
            <Select
              value={chosen}
              onChange={setDate}
              options={dates.map((value) => ({ value, label: format.day(value) }))}
            />
          </Field>
          <Segmented
            label={t("what")}
            value={kind}
            onChange={(next) => {
              setKind(next);
              writing.reset();
            }}
            options={KINDS.map((value) => ({ value, label: t(`does.${value}`) }))}
          />
          {kind === "moved" && (
            <>
              <div className="grid grid-cols-2 gap-3">
                <Field label={t("newDate")}>
                  <Input
                    type="date"
                    min={today}
                    value={newDate || chosen}
                    onValueChange={setNewDate}
                  />
                </Field>
                <Field label={t("newTime")}>
                  <Input
                    type="time"
                    value={time || clock(place.data?.start_minute ?? 0)}
                    onValueChange={setTime}
                  />
                </Field>
              </div>
              <Field label={t("newRoom")}>
                <ThingPicker
                  kind="room"
                  term={term}
                  value={room}
                  onChange={setRoom}
                  none={place.data?.room?.name ?? t("noRoom")}
                />
              </Field>
            </>
          )}
          {kind === "substituted" && (
            <Field label={t("instead")}>
              <ThingPicker kind="instructor" term={term} value={person} onChange={setPerson} />
            </Field>
          )}
          <Field label={t("reason")} hint={t("reasonHint")}>
            <Input value={reason} maxLength={500} onValueChange={setReason} />
          </Field>
        </>
      )}
      {writing.error && (
        <Refusal
          error={writing.error}
          busy={writing.isPending}
          onAccept={(keys) => writing.mutate(keys)}
        />
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>{t("cancel")}</Button>
        <Button
          type="submit"
          variant="primary"
          disabled={!chosen || (kind === "substituted" && !person)}
          busy={writing.isPending}
        >
          {t(`does.${kind}`)}
        </Button>
      </div>
    </form>
  );
}
