"use client";
import { useEffect, useRef, type PointerEvent as ReactPointerEvent } from "react";
import type { Meeting } from "@/lib/week/meeting";

/** Pixels after which a press is a drag; milliseconds after which a touch picks up. */
const FAR = 6;
const LONG = 350;

interface DragActions {
  onLift: (meeting: Meeting) => void;
  /** The cell under the pointer, by its key. */
  onOver: (cell: string | null) => void;
  onDrop: (cell: string | null) => void;
}

/**
 * Carries a class by mouse or pen once it is moved, and by touch after a long press, so that
 * a finger still scrolls.
 */
export function useDrag(actions: DragActions) {
  const latest = useRef(actions);
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => () => stop.current?.(), []);

  const grip = (meeting: Meeting, down: ReactPointerEvent) => {
    if (down.button !== 0 || stop.current) return;
    const isTouch = down.pointerType === "touch";
    const from = { x: down.clientX, y: down.clientY };
    let lifted = false;
    const lift = () => {
      lifted = true;
      latest.current.onLift(meeting);
    };
    const timer = isTouch ? setTimeout(lift, LONG) : undefined;

    const onMove = (event: PointerEvent) => {
      if (event.pointerId !== down.pointerId) return;
      const far = Math.hypot(event.clientX - from.x, event.clientY - from.y) > FAR;
      if (!lifted && far && isTouch) return end();
      if (!lifted && far) lift();
      if (!lifted) return;
      latest.current.onOver(cellAt(event.clientX, event.clientY));
    };
    const onUp = (event: PointerEvent) => {
      if (event.pointerId !== down.pointerId) return;
      end();
      if (!lifted) return;
      latest.current.onDrop(cellAt(event.clientX, event.clientY));
    };
    // A page that scrolls would take the finger away; a long press must open no menu.
    const hold = (event: Event) => lifted && event.preventDefault();
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener("pointermove", onMove);
      window.removeEventListener("pointerup", onUp);
      window.removeEventListener("pointercancel", end);
      window.removeEventListener("touchmove", hold);
      window.removeEventListener("contextmenu", hold);
      stop.current = null;
    };
    stop.current = end;
    window.addEventListener("pointermove", onMove);
    window.addEventListener("pointerup", onUp);
    window.addEventListener("pointercancel", end);
    window.addEventListener("touchmove", hold, { passive: false });
    window.addEventListener("contextmenu", hold);
  };
  return grip;
}

function cellAt(x: number, y: number): string | null {
  const cell = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-cell]");
  return cell?.dataset.cell ?? null;
}
