"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Term } from "@/api/types";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Input } from "@/components/ui/input";
import { useDays } from "@/components/week/words";
import type { MeetingTime } from "@/lib/week/meeting";
import { hoursOf } from "./hours";

/** What hours are for: when a room is closed, or a time at which a class may meet. */
export type HoursFor = "closed" | "times";

interface HoursDialogProps {
  what: HoursFor;
  term: Term;
  busy: boolean;
  /** What the server says is wrong with them. */
  error: string | null;
  onAdd: (hours: MeetingTime) => void;
  onClose: () => void;
}

/** Days, hours and weeks of a term. */
export function HoursDialog({ what, term, busy, error, onAdd, onClose }: HoursDialogProps) {
  const t = useTranslations("data.hours");
  const days = useDays(term.first_day ?? null);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [from, setFrom] = useState("08:00");
  const [until, setUntil] = useState(what === "closed" ? "18:00" : "09:00");
  const [firstWeek, setFirstWeek] = useState("1");
  const [lastWeek, setLastWeek] = useState(String(term.weeks));
  const [isTried, setTried] = useState(false);
  const hours = hoursOf(term, { days: chosen, from, until, firstWeek, lastWeek });
  const fault = "fault" in hours ? hours.fault : null;
  return (
    <FormDialog
      title={t(`${what}.ask`)}
      description={t(`${what}.text`)}
      form="hours"
      submit={t(`${what}.submit`)}
      busy={busy}
      onClose={onClose}
    >
      <form
        id="hours"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!("fault" in hours)) onAdd(hours);
        }}
      >
        <fieldset>
          <legend className="mb-1 text-sm font-medium">{t("days")}</legend>
          <div className="grid grid-cols-2 gap-x-4 sm:grid-cols-3">
            {Array.from({ length: term.days }, (_, day) => (
              <Checkbox
                key={day}
                label={days.name(day)}
                checked={chosen.has(day)}
                onChange={(isChosen) => {
                  const next = new Set(chosen);
                  if (isChosen) next.add(day);
                  else next.delete(day);
                  setChosen(next);
                }}
              />
            ))}
          </div>
        </fieldset>
        <div className="grid grid-cols-2 gap-3">
          <Field label={t("from")}>
            <Input type="time" value={from} onValueChange={setFrom} />
          </Field>
          <Field label={t("until")}>
            <Input type="time" value={until} onValueChange={setUntil} />
          </Field>
          {term.weeks > 1 && (
            <>
              <Field label={t("firstWeek")}>
                <Input inputMode="numeric" value={firstWeek} onValueChange={setFirstWeek} />
              </Field>
              <Field label={t("lastWeek")}>
                <Input inputMode="numeric" value={lastWeek} onValueChange={setLastWeek} />
              </Field>
            </>
          )}
        </div>
        {isTried && (fault || error) && (
          <p role="alert" className="text-sm text-bad">
            {fault ? t(fault, { weeks: term.weeks }) : error}
          </p>
        )}
      </form>
    </FormDialog>
  );
}
