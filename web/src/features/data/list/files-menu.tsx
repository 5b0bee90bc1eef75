"use client";
import { Download, FileSpreadsheet, FileText, Files, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { sheetExportPath, templatePath } from "@/api/spreadsheets";
import { useSession } from "@/components/session";
import { Button } from "@/components/ui/button";
import { Menu, MenuDownload, MenuGroup, MenuItem, MenuSeparator } from "@/components/ui/menu";
import type { Row, Spec } from "../spec";
import type { List } from "./use-list";

/** The list as a file, a file to fill in, and the way to bring one in. */
export function FilesMenu<R extends Row>({
  spec,
  list,
  term,
}: {
  spec: Spec<R>;
  list: List<R>;
  term: string;
}) {
  const t = useTranslations("data.files");
  const router = useRouter();
  const isRegistrar = useSession().me.membership?.role === "registrar";
  // What belongs to the institution is in its lists whatever the term.
  const filters = { term, search: list.search, ...list.filters };
  return (
    <Menu
      align="end"
      className="w-60"
      trigger={
        <Button>
          <Files aria-hidden />
          <span className="max-sm:sr-only">{t("open")}</span>
        </Button>
      }
    >
      <MenuGroup label={t("take")}>
        <MenuDownload href={sheetExportPath("xlsx", [spec.entity], filters)}>
          <FileSpreadsheet aria-hidden />
          {t("xlsx")}
        </MenuDownload>
        <MenuDownload href={sheetExportPath("csv", [spec.entity], filters)}>
          <FileText aria-hidden />
          {t("csv")}
        </MenuDownload>
      </MenuGroup>
      <MenuSeparator />
      <MenuGroup label={t("bring")}>
        <MenuItem
          onClick={() => router.push(`/terms/${term}/data/import?sheet=${spec.entity}`)}
        >
          <Upload aria-hidden />
          {t("import")}
        </MenuItem>
        <MenuDownload href={templatePath("xlsx", [spec.entity])}>
          <Download aria-hidden />
          {t("template")}
        </MenuDownload>
      </MenuGroup>
      {isRegistrar && (
        <>
          <MenuSeparator />
          <MenuGroup label={t("whole")}>
            <MenuDownload href={sheetExportPath("xlsx", [])}>
              <FileSpreadsheet aria-hidden />
              {t("workbook")}
            </MenuDownload>
            <MenuItem onClick={() => router.push("/import")}>
              <Upload aria-hidden />
              {t("term")}
            </MenuItem>
          </MenuGroup>
        </>
      )}
    </Menu>
  );
}
