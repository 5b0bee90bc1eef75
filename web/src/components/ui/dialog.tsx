"use client";
import { openable } from "@/components/openable";
import type { DialogProps } from "@/components/ui/dialog-panel";

/** A dialog in the middle of the page; on a phone it rises from the foot. */
export const Dialog = openable<DialogProps>(async () => {
  const { DialogPanel } = await import("@/components/ui/dialog-panel");
  return DialogPanel;
});
