import { cn } from "@/lib/cn";

/** Class names shared by everything that floats above the page. */
export const popupClass = cn(
  "rounded-lg border border-line bg-raised text-ink shadow-high outline-none",
  "origin-(--transform-origin) transition-[opacity,scale] duration-100 ease-out",
  "data-ending-style:opacity-0 data-starting-style:scale-97 data-starting-style:opacity-0",
);
