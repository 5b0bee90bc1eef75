"use client";
import { Megaphone } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Timetable } from "@/api/types";
import { useFormat } from "@/components/format";
import { useGenerationName } from "@/components/generation-name";
import { ButtonLink } from "@/components/ui/button";
import { BrokenNow } from "@/components/review/broken";
import { Card } from "@/components/ui/card";

/** What everybody sees now. */
export function PublishedCard({ timetable }: { timetable: Timetable }) {
  const t = useTranslations("compare");
  const format = useFormat();
  const generation = useGenerationName();
  return (
    <Card className="flex flex-wrap items-center gap-3 px-4 py-3">
      <Megaphone aria-hidden className="size-4 text-good" />
      <div className="min-w-0 flex-1 text-sm max-sm:basis-3/4">
        <p>
          {t("published", {
            name: timetable.name,
            generated: timetable.asked_at ? "yes" : "no",
            generation: timetable.asked_at ? generation(timetable.asked_at) : "",
            time: timetable.published_at ? format.moment(timetable.published_at) : "",
          })}
        </p>
        <BrokenNow timetable={timetable} />
      </div>
      <ButtonLink href={`/terms/${timetable.term}/dates`}>{t("dates")}</ButtonLink>
      <ButtonLink href={`/terms/${timetable.term}/timetables/${timetable.id}`}>
        {t("open")}
      </ButtonLink>
    </Card>
  );
}
