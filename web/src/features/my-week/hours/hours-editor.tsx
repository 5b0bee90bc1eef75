"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { availabilityQuery, saveAvailability } from "@/api/my";
import type { components } from "@/api/schema";
import { useErrorText } from "@/components/error-text";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { useNotify } from "@/components/ui/toast";
import { PaintGrid, WishSign } from "./paint-grid";
import {
  frameOf,
  paint,
  read,
  samePainting,
  write,
  type Painting,
  type TermHours,
  type Wish,
} from "./paint";

type Schemas = components["schemas"];

/** What "rather not" costs where nobody said it more precisely. */
const AVOID = 2;
const BRUSHES = { free: 0, avoid: AVOID, never: "never" } as const satisfies Record<
  string,
  Wish
>;
type Brush = keyof typeof BRUSHES;

interface HoursEditorProps {
  instructor: string;
  term: Schemas["TermDetail"];
  availability: Schemas["Availability"];
}

/** The hours of a term as a grid to paint, and the way to save it. */
export function HoursEditor({ instructor, term, availability }: HoursEditorProps) {
  const t = useTranslations("myWeek.hours");
  const client = useQueryClient();
  const notify = useNotify();
  const describe = useErrorText();
  const { frame, saved, kept } = useMemo(() => {
    const stated: TermHours[] = [...availability.unavailabilities, ...availability.preferences];
    const frame = frameOf(term, stated);
    const { painting, kept } = read(stated, frame, term);
    return { frame, saved: painting, kept };
  }, [availability, term]);
  const [steps, setSteps] = useState<Painting[]>([]);
  const [brush, setBrush] = useState<Brush>("never");
  const painting = steps.at(-1) ?? saved;
  const isChanged = !samePainting(painting, saved);

  const saving = useMutation({
    mutationFn: () => {
      const hours = [...kept, ...write(painting, frame, term)];
      const isCost = (each: TermHours) => each.penalty !== undefined;
      return saveAvailability(instructor, {
        version: availability.version,
        unavailabilities: hours.filter((each) => !isCost(each)),
        preferences: hours.filter(isCost),
      });
    },
    onSuccess: (data) => {
      notify({ tone: "good", title: t("saved") });
      client.setQueryData(availabilityQuery(instructor).queryKey, data);
    },
    onError: (error) => notify({ tone: "bad", title: describe(error) }),
  });

  /** A stroke is one step to undo: its first cell begins it, the others join. */
  const onPaint = (keys: string[], joins: boolean) =>
    setSteps((before) => {
      const last = before.at(-1) ?? saved;
      const next = paint(last, keys, BRUSHES[brush]);
      if (next === last) return joins ? before : [...before, last];
      return joins ? [...before.slice(0, -1), next] : [...before, next];
    });
  const undo = () =>
    setSteps((before) => {
      let rest = before;
      while (rest.length > 0) {
        const [last, under] = [rest.at(-1)!, rest.at(-2) ?? saved];
        rest = rest.slice(0, -1);
        if (!samePainting(last, under)) break;
      }
      return rest;
    });

  const own = kept.filter(({ term: of }) => of === term.id).length;
  const hours = (wanted: (wish: Wish) => boolean) =>
    ([...painting.values()].filter(wanted).length * frame.step) / 60;
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-prose text-sm text-pretty text-muted">
        {t("intro", { term: term.name })}
      </p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Segmented
          label={t("brush")}
          value={brush}
          onChange={setBrush}
          options={(Object.keys(BRUSHES) as Brush[]).map((value) => ({
            value,
            label: (
              <span className="flex items-center gap-2">
                <WishSign wish={BRUSHES[value]} />
                {t(`wishes.${value}`)}
              </span>
            ),
          }))}
        />
        <Button variant="ghost" disabled={!isChanged} onClick={undo} className="-ml-1 md:ml-0">
          <Undo2 aria-hidden />
          {t("undo")}
        </Button>
        <p className="text-xs text-faint tabular-nums md:ml-auto">
          {t("totals", {
            never: hours((wish) => wish === "never"),
            avoid: hours((wish) => wish !== "never"),
          })}
        </p>
      </div>
      <PaintGrid
        frame={frame}
        painting={painting}
        firstDay={term.first_day}
        researchDay={availability.research_day}
        onPaint={onPaint}
      />
      <p className="max-w-prose text-xs text-pretty text-faint">
        {t("hint")}
        {own > 0 && ` ${t("kept", { count: own })}`}
      </p>
      <div className="sticky bottom-0 -mx-4 flex items-center gap-2 border-t border-line bg-canvas/90 px-4 py-3 backdrop-blur-sm md:-mx-6 md:px-6">
        <p role="status" className="mr-auto text-sm text-muted">
          {isChanged && t("unsaved")}
        </p>
        <Button disabled={!isChanged} onClick={() => setSteps([])}>
          {t("reset")}
        </Button>
        <Button
          variant="primary"
          disabled={!isChanged}
          busy={saving.isPending}
          onClick={() => saving.mutate()}
        >
          {t("save")}
        </Button>
      </div>
    </div>
  );
}
