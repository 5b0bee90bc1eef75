"use client";
import { useParams } from "next/navigation";
import { NextIntlClientProvider, useLocale, useTranslations } from "next-intl";
import { useEffect, useState, type ReactNode } from "react";
import { NavigationContext } from "@/components/navigation-toggle";
import { SessionProvider, type Session } from "@/components/session";
import { currentTerm, rememberTerm } from "@/lib/terms";
import { isStaff } from "@/lib/roles";
import { openable } from "@/components/openable";
import { BarTools } from "./bar-tools";
import type { DrawerProps } from "./drawer";
import type { PaletteProps } from "./palette/palette";
import { useShortcut } from "./palette/use-shortcut";
import { PersonalBar } from "./personal-bar";
import { Sidebar } from "./sidebar";

interface FrameProps {
  session: Session;
  /** The term last worked in, for pages whose address names none. */
  lastTerm: string | undefined;
  children: ReactNode;
}

const Drawer = openable<DrawerProps>(async () => (await import("./drawer")).Drawer);
const Palette = openable<PaletteProps>(async () => (await import("./palette/palette")).Palette);

/** What stays around every page: navigation for staff, one bar for everybody else. */
export function Frame({ session, lastTerm, children }: FrameProps) {
  const t = useTranslations("shell");
  const [drawerOpen, setDrawerOpen] = useState(false);
  const [paletteOpen, setPaletteOpen] = useState(false);
  const search = () => setPaletteOpen(true);
  useShortcut(() => setPaletteOpen(!paletteOpen));
  const params = useParams<{ term?: string }>();
  const term = currentTerm(session.terms, params.term ?? lastTerm);

  useEffect(() => {
    if (params.term) rememberTerm(params.term);
  }, [params.term]);

  return (
    <NextIntlClientProvider
      locale={useLocale()}
      timeZone={session.me.membership?.institution.timezone}
    >
      <SessionProvider session={session}>
        <a
          href="#content"
          className="sr-only z-60 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          {t("skipToContent")}
        </a>
        {isStaff(session.me.membership?.role) ? (
          <NavigationContext
            value={{
              open: () => setDrawerOpen(true),
              tools: <BarTools onSearch={search} />,
            }}
          >
            <div className="md:pl-58 print:pl-0">
              <aside className="fixed inset-y-0 left-0 hidden w-58 border-r border-line bg-sunken md:block print:hidden">
                <Sidebar term={term} onSearch={search} />
              </aside>
              <Drawer open={drawerOpen} onOpenChange={setDrawerOpen} label={t("navigation")}>
                <Sidebar term={term} onNavigate={() => setDrawerOpen(false)} />
              </Drawer>
              {children}
            </div>
          </NavigationContext>
        ) : (
          <>
            <PersonalBar onSearch={search} />
            {children}
          </>
        )}
        <Palette open={paletteOpen} onOpenChange={setPaletteOpen} term={term?.id} />
      </SessionProvider>
    </NextIntlClientProvider>
  );
}
