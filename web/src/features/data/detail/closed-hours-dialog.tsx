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
import { hoursOf } from "./closed-hours";

interface ClosedHoursDialogProps {
  term: Term;
  busy: boolean;
  /** What the server says is wrong with them. */
  error: string | null;
  onAdd: (hours: MeetingTime) => void;
  onClose: () => void;
}

/** Hours of every week of the term at which a room is closed. */
export function ClosedHoursDialog({
  term,
  busy,
  error,
  onAdd,
  onClose,
}: ClosedHoursDialogProps) {
  const t = useTranslations("data.closing");
  const days = useDays(term.first_day ?? null);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [from, setFrom] = useState("08:00");
  const [until, setUntil] = useState("18:00");
  const [isTried, setTried] = useState(false);
  const hours = hoursOf(term, chosen, from, until);
  const fault = "fault" in hours ? hours.fault : null;
  return (
    <FormDialog
      title={t("title")}
      description={t("text")}
      form="closed-hours"
      submit={t("add")}
      busy={busy}
      onClose={onClose}
    >
      <form
        id="closed-hours"
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
        </div>
        {isTried && (fault || error) && (
          <p role="alert" className="text-sm text-bad">
            {fault ? t(fault) : error}
          </p>
        )}
      </form>
    </FormDialog>
  );
}
