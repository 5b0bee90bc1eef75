"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";

const AT_ONCE = 12;

/** Rooms that a class may get, with what each costs. */
export function RoomOptions({
  options,
}: {
  options: { room: string; room_name: string; penalty?: number }[];
}) {
  const t = useTranslations("data.detail");
  const [all, setAll] = useState(false);
  const shown = all ? options : options.slice(0, AT_ONCE);
  return (
    <ul className="flex flex-wrap gap-1.5">
      {shown.map((option) => (
        <li
          key={option.room}
          className="rounded-sm bg-sunken px-1.5 py-0.5 text-xs ring-1 ring-line ring-inset"
        >
          {option.room_name}
          {option.penalty ? (
            <span className="text-faint"> · {t("cost", { cost: option.penalty })}</span>
          ) : null}
        </li>
      ))}
      {options.length > shown.length && (
        <li>
          <Button variant="ghost" size="sm" className="h-5" onClick={() => setAll(true)}>
            {t("moreOptions", { count: options.length - shown.length })}
          </Button>
        </li>
      )}
    </ul>
  );
}
