"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/error-text";
import { ThingPicker } from "@/components/thing-picker";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { useNotify } from "@/components/ui/toast";
import { Section } from "./section";

const AT_ONCE = 12;

interface Option {
  room: string;
  penalty?: number;
}

/** Rooms that a class may get, with what each costs. */
export function RoomOptions({
  options,
  term,
  editable,
  write,
}: {
  options: (Option & { room_name: string })[];
  term: string;
  editable: boolean;
  /** Writes them as a whole. */
  write: (options: Option[]) => Promise<unknown>;
}) {
  const t = useTranslations("data.detail");
  const notify = useNotify();
  const describe = useErrorText();
  const [all, setAll] = useState(false);
  const shown = all ? options : options.slice(0, AT_ONCE);
  const writing = useMutation({
    mutationFn: write,
    onError: (error) => notify({ tone: "bad", title: describe(error) }),
  });
  return (
    <Section title={t("rooms", { count: options.length })}>
      {options.length === 0 && <p className="text-sm text-muted">{t("noRooms")}</p>}
      <ul className="flex flex-wrap gap-1.5">
        {shown.map((option) => (
          <Chip
            key={option.room}
            removing={
              editable
                ? {
                    label: t("withoutRoom", { name: option.room_name }),
                    busy: writing.isPending,
                    onRemove: () =>
                      writing.mutate(options.filter(({ room }) => room !== option.room)),
                  }
                : undefined
            }
          >
            {option.room_name}
            {option.penalty ? (
              <span className="text-faint">· {t("cost", { cost: option.penalty })}</span>
            ) : null}
          </Chip>
        ))}
        {options.length > shown.length && (
          <li>
            <Button variant="ghost" size="sm" className="h-5" onClick={() => setAll(true)}>
              {t("moreOptions", { count: options.length - shown.length })}
            </Button>
          </li>
        )}
      </ul>
      {editable && !writing.isPending && (
        <ThingPicker
          kind="room"
          term={term}
          value={null}
          placeholder={t("addRoom")}
          className="mt-2"
          onChange={(thing) => {
            if (!thing) return;
            if (options.some(({ room }) => room === thing.id))
              notify({ title: t("roomKnown", { name: thing.name }) });
            else writing.mutate([...options, { room: thing.id }]);
          }}
        />
      )}
    </Section>
  );
}
