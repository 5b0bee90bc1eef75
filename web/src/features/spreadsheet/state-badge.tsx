"use client";
import { useTranslations } from "next-intl";
import type { SheetImport } from "@/api/spreadsheets";
import { Badge, type Tone } from "@/components/ui/badge";

const TONES: Record<SheetImport["state"], Tone> = {
  uploaded: "neutral",
  checking: "info",
  checked: "info",
  running: "info",
  done: "good",
  failed: "bad",
  undoing: "info",
  undone: "neutral",
};

/** Where an import stands. */
export function StateBadge({ state }: { state: SheetImport["state"] }) {
  const t = useTranslations("spreadsheet.states");
  return <Badge tone={TONES[state]}>{t(state)}</Badge>;
}
