"use client";
import { Braces, CalendarPlus, Download, FileSpreadsheet, Printer, Trophy } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Thing } from "@/api/things";
import { exportPath } from "@/api/timetables";
import { useSession } from "@/components/session";
import { Button } from "@/components/ui/button";
import { Menu, MenuDownload, MenuGroup, MenuItem, MenuSeparator } from "@/components/ui/menu";
import type { View } from "@/components/week/view";
import { seesEverything } from "@/lib/roles";

interface DownloadsMenuProps {
  timetable: string;
  view: View;
  thing: Thing | null;
  /** The format that the term came in; a competition's is what solutions are handed in as. */
  origin: "native" | "itc2007" | "itc2019";
}

/** The timetable as files: what is on the screen, and the whole. */
export function DownloadsMenu({ timetable, view, thing, origin }: DownloadsMenuProps) {
  const t = useTranslations("timetable.downloads");
  // Formats that hold the timetable whole are for those who see it whole.
  const hasWhole = seesEverything(useSession().me.membership?.role);
  return (
    <Menu
      align="end"
      className="w-64"
      trigger={
        <Button>
          <Download aria-hidden />
          <span className="max-sm:sr-only">{t("open")}</span>
        </Button>
      }
    >
      {thing && (
        <>
          <MenuGroup label={t("shown", { name: thing.name })}>
            <MenuDownload href={exportPath(timetable, "ics", { by: view, id: thing.id })}>
              <CalendarPlus aria-hidden />
              {t("ics")}
            </MenuDownload>
            <MenuDownload href={exportPath(timetable, "xlsx", { by: view, id: thing.id })}>
              <FileSpreadsheet aria-hidden />
              {t("xlsx")}
            </MenuDownload>
            <MenuItem onClick={() => window.print()}>
              <Printer aria-hidden />
              {t("print")}
            </MenuItem>
          </MenuGroup>
          <MenuSeparator />
        </>
      )}
      <MenuGroup label={hasWhole ? t("whole") : t("visible")}>
        <MenuDownload href={exportPath(timetable, "xlsx")}>
          <FileSpreadsheet aria-hidden />
          {t("xlsx")}
        </MenuDownload>
        {hasWhole && origin !== "native" && (
          <MenuDownload href={exportPath(timetable, origin)}>
            <Trophy aria-hidden />
            {t(origin)}
          </MenuDownload>
        )}
        {hasWhole && (
          <MenuDownload href={exportPath(timetable, "json")}>
            <Braces aria-hidden />
            {t("json")}
          </MenuDownload>
        )}
      </MenuGroup>
    </Menu>
  );
}
