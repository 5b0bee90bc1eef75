import { clsx, type ClassValue } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

const merge = extendTailwindMerge({
  extend: { classGroups: { "font-size": [{ text: ["xs", "sm", "md", "xl"] }] } },
});

/** Joins class names; a later Tailwind class wins over an earlier one of its kind. */
export function cn(...values: ClassValue[]): string {
  return merge(clsx(values));
}
