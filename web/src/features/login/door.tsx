import type { ReactNode } from "react";
import { Logo } from "@/components/logo";

/** The page of who is not signed in: the name, what it is about, and one box. */
export function Door({
  title,
  subtitle,
  foot,
  children,
}: {
  title: ReactNode;
  subtitle?: ReactNode;
  /** Links under the box. */
  foot?: ReactNode;
  children: ReactNode;
}) {
  return (
    <main className="grid min-h-dvh place-items-center p-5">
      <div className="w-full max-w-90">
        <div className="mb-6 flex flex-col items-center gap-3 text-center">
          <Logo className="size-10" />
          <div>
            <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
            {subtitle && <p className="mt-1 text-sm text-pretty text-muted">{subtitle}</p>}
          </div>
        </div>
        <div className="rounded-lg border border-line bg-surface p-6 shadow-low">
          {children}
        </div>
        {foot && <p className="mt-4 text-center text-sm">{foot}</p>}
      </div>
    </main>
  );
}

/** Class names of a link or button that reads as text. */
export const linkClass =
  "inline-flex min-h-6 items-center rounded-sm font-medium text-accent-ink hover:underline pointer-coarse:min-h-11";
