"use client";
import { useEffect, useRef } from "react";

/** The name of the class in hand, beside the pointer. */
export function DragGhost({ name }: { name: string }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const follow = ({ clientX, clientY }: PointerEvent) => {
      if (!element.current) return;
      element.current.style.transform = `translate(${clientX + 14}px, ${clientY + 14}px)`;
      element.current.style.visibility = "visible";
    };
    window.addEventListener("pointermove", follow);
    return () => window.removeEventListener("pointermove", follow);
  }, []);
  return (
    <div
      ref={element}
      aria-hidden
      className="pointer-events-none invisible fixed top-0 left-0 z-50 rounded-sm bg-accent px-2 py-1 text-xs font-medium text-on-accent shadow-high print:hidden"
    >
      {name}
    </div>
  );
}
