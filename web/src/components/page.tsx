"use client";
import type { ReactNode } from "react";
import { NavigationToggle, NavigationTools } from "@/components/navigation-toggle";
import { cn } from "@/lib/cn";

interface PageProps {
  title: ReactNode;
  /** Beside the title: a state, a count. */
  aside?: ReactNode;
  /** Buttons at the right, the main one last. */
  actions?: ReactNode;
  /** Under the bar, over the content: tabs or filters. */
  toolbar?: ReactNode;
  /** `wide` for grids and tables that use the whole window. */
  width?: "normal" | "wide";
  children: ReactNode;
}

/** A page in the frame: its bar with title and actions, and its content. */
export function Page({
  title,
  aside,
  actions,
  toolbar,
  width = "normal",
  children,
}: PageProps) {
  return (
    <>
      <header className="sticky top-0 z-20 border-b border-line bg-canvas/90 backdrop-blur-sm print:hidden">
        <div className="flex min-h-13 flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2 md:px-6">
          <div className="flex min-w-0 items-center gap-3 max-md:grow">
            <NavigationToggle />
            <h1 className="min-w-0 truncate text-md font-semibold tracking-tight">{title}</h1>
            {aside}
            <NavigationTools />
          </div>
          {actions && (
            <div className="ml-auto flex flex-wrap items-center justify-end gap-2 md:shrink-0">
              {actions}
            </div>
          )}
        </div>
        {toolbar && <div className="px-4 md:px-6">{toolbar}</div>}
      </header>
      <main
        id="content"
        className={cn("w-full px-4 py-5 md:px-6", width === "normal" && "mx-auto max-w-300")}
      >
        {children}
      </main>
    </>
  );
}
