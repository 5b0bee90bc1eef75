"use client";
import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { sheetsQuery, templatePath, type SheetName } from "@/api/spreadsheets";
import { buttonClass } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Select } from "@/components/ui/select";

/** Files with the right headings, for one kind of rows or for all. */
export function Templates({ sheet }: { sheet: string | null }) {
  const t = useTranslations("spreadsheet");
  const { data } = useQuery(sheetsQuery);
  const [chosen, setChosen] = useState(sheet ?? "rooms");
  return (
    <Card>
      <CardHeader title={t("start.templates")} description={t("start.templatesHint")} />
      <div className="flex flex-wrap items-center gap-2 border-t border-line p-4">
        <Select
          aria-label={t("start.template")}
          className="w-56"
          value={chosen}
          onChange={setChosen}
          options={(data ?? []).map(({ name }) => ({
            value: name,
            label: t(`sheets.${name as SheetName}`),
          }))}
        />
        {(["xlsx", "csv"] as const).map((format) => (
          <a
            key={format}
            className={buttonClass()}
            href={templatePath(format, [chosen])}
            download
          >
            <Download aria-hidden />
            {format === "csv" ? "CSV" : "Excel"}
          </a>
        ))}
        <a
          className={buttonClass({ variant: "ghost" })}
          href={templatePath("xlsx", [])}
          download
        >
          {t("start.workbook")}
        </a>
      </div>
    </Card>
  );
}
