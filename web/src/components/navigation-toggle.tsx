"use client";
import { Menu } from "lucide-react";
import { useTranslations } from "next-intl";
import { createContext, use } from "react";
import { Button } from "@/components/ui/button";

/** Opens the navigation on a phone; null where there is no navigation to open. */
export const NavigationContext = createContext<(() => void) | null>(null);

export function NavigationToggle() {
  const t = useTranslations("shell");
  const open = use(NavigationContext);
  if (!open) return null;
  return (
    <Button
      variant="ghost"
      size="icon"
      className="-ml-2 md:hidden"
      aria-label={t("openNavigation")}
      onClick={open}
    >
      <Menu aria-hidden />
    </Button>
  );
}
