"use client";
import { useMutation } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/error-text";
import { useSession } from "@/components/session";
import { Button } from "@/components/ui/button";
import { useNotify } from "@/components/ui/toast";
import type { MeetingTime } from "@/lib/week/meeting";
import { HoursDialog, type HoursFor } from "./hours-dialog";
import { HoursList } from "./hours-list";
import { Section } from "./section";

interface EditedHoursProps<H> {
  what: HoursFor;
  term: string;
  hours: H[];
  editable: boolean;
  /** Writes them as a whole. */
  write: (hours: (H | MeetingTime)[]) => Promise<unknown>;
}

/** Hours in a term of something, added and taken out one at a time. */
export function EditedHours<H extends MeetingTime>({
  what,
  term: termId,
  hours,
  editable,
  write,
}: EditedHoursProps<H>) {
  const t = useTranslations("data.hours");
  const term = useSession().terms.find(({ id }) => id === termId);
  const notify = useNotify();
  const describe = useErrorText();
  const [isAdding, setAdding] = useState(false);
  const add = useMutation({ mutationFn: write, onSuccess: () => setAdding(false) });
  const remove = useMutation({
    mutationFn: write,
    onError: (fault) => notify({ tone: "bad", title: describe(fault) }),
  });
  return (
    <Section title={t(`${what}.title`, { count: hours.length })}>
      {hours.length === 0 ? (
        <p className="text-sm text-muted">{t(`${what}.none`)}</p>
      ) : (
        <HoursList
          hours={hours}
          firstDay={term?.first_day ?? null}
          removing={
            editable
              ? {
                  label: (said) => t(`${what}.remove`, { hours: said }),
                  onRemove: (index) => remove.mutate(hours.toSpliced(index, 1)),
                  isBusy: remove.isPending,
                }
              : undefined
          }
        />
      )}
      {editable && term && (
        <Button
          size="sm"
          className="mt-2"
          onClick={() => {
            add.reset();
            setAdding(true);
          }}
        >
          <Plus aria-hidden />
          {t(`${what}.add`)}
        </Button>
      )}
      {isAdding && term && (
        <HoursDialog
          what={what}
          term={term}
          busy={add.isPending}
          error={add.error && describe(add.error)}
          onAdd={(added) => add.mutate([...hours, added])}
          onClose={() => setAdding(false)}
        />
      )}
    </Section>
  );
}
