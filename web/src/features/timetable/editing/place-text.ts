"use client";
import { useTranslations } from "next-intl";
import { useMeetingWords } from "@/components/week/words";
import { clockRange, type MeetingTime } from "@/lib/week/meeting";

type Place = MeetingTime & { room?: { name: string } | string | null };

/** "Tue, Thu 10:00–11:30, Room B2"; without the room where only its id is known. */
export function usePlaceText(): (place: Place) => string {
  const t = useTranslations("week");
  const { dayNames } = useMeetingWords(null);
  return (place) => {
    const room = typeof place.room === "object" ? (place.room?.name ?? t("noRoom")) : null;
    return [`${dayNames(place.days)} ${clockRange(place)}`, room].filter(Boolean).join(", ");
  };
}
