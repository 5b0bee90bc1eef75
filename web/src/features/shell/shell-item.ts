/** Class names of what stands in the navigation: a place, or something to open. */
export const shellItemClass =
  "flex h-8 items-center gap-2.5 rounded-md px-2 text-sm font-medium text-muted transition-colors hover:bg-pressed/60 hover:text-ink pointer-coarse:h-11 [&_svg]:text-faint";
