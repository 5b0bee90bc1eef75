"use client";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { NotificationBell } from "./notifications/bell";

/** What stands in a bar where there is no sidebar: the search and the bell. */
export function BarTools({ onSearch }: { onSearch: () => void }) {
  const t = useTranslations("shell.palette");
  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("open")}
        title={t("keys")}
        onClick={onSearch}
      >
        <Search aria-hidden />
      </Button>
      <NotificationBell compact />
    </>
  );
}
