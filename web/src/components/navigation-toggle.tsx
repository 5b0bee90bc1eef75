"use client";
import { Menu } from "lucide-react";
import { useTranslations } from "next-intl";
import { createContext, use, type ReactNode } from "react";
import { Button } from "@/components/ui/button";

interface Navigation {
  open: () => void;
  /** What a phone has in the bar of every page: the search, the bell. */
  tools: ReactNode;
}

/** The navigation, which a phone hides; null where there is none. */
export const NavigationContext = createContext<Navigation | null>(null);

export function NavigationToggle() {
  const t = useTranslations("shell");
  const navigation = use(NavigationContext);
  if (!navigation) return null;
  return (
    <Button
      variant="ghost"
      size="icon"
      className="-ml-2 md:hidden"
      aria-label={t("openNavigation")}
      onClick={navigation.open}
    >
      <Menu aria-hidden />
    </Button>
  );
}

export function NavigationTools() {
  const navigation = use(NavigationContext);
  if (!navigation) return null;
  return <div className="-mr-2 ml-auto flex shrink-0 md:hidden">{navigation.tools}</div>;
}
