"use client";
import { useMutation } from "@tanstack/react-query";
import { Download, Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { actAs } from "@/api/account";
import { askForAccess, exportTenant, type Tenant } from "@/api/platform";
import { useErrorText } from "@/components/error-text";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { loadPage } from "@/lib/load-page";
import { saveFile } from "@/lib/save-file";
import { isReason, ReasonField } from "./reason-field";

type Way = "look" | "export";
const HOURS = 1;

/** A look inside an institution, or a copy of it: each for a reason that is kept. */
export function InsideButtons({ tenant }: { tenant: Tenant }) {
  const t = useTranslations("platform.inside");
  const common = useTranslations("common");
  const describe = useErrorText();
  const [way, setWay] = useState<Way | null>(null);
  const [reason, setReason] = useState("");
  const go = useMutation({
    mutationFn: async (chosen: Way) => {
      if (chosen === "export") {
        saveFile(await exportTenant(tenant.id, reason), `${tenant.external_id}.zip`);
        return;
      }
      const { membership } = await askForAccess(tenant.id, reason, HOURS);
      await actAs(membership);
    },
    // A full load: the pages are another institution's from now on.
    onSuccess: (_, chosen) => (chosen === "look" ? loadPage("/") : setWay(null)),
  });
  const open = (chosen: Way) => {
    go.reset();
    setReason("");
    setWay(chosen);
  };
  return (
    <div>
      <p className="text-sm font-medium">{t("title")}</p>
      <p className="mb-2 text-xs text-pretty text-faint">{t("text")}</p>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => open("look")}>
          <Eye aria-hidden />
          {t("look.button")}
        </Button>
        <Button size="sm" onClick={() => open("export")}>
          <Download aria-hidden />
          {t("export.button")}
        </Button>
      </div>
      {way && (
        <Dialog
          open
          onOpenChange={(isOpen) => !isOpen && setWay(null)}
          title={t(`${way}.title`, { name: tenant.name })}
          description={t(`${way}.text`)}
          footer={
            <>
              <Button onClick={() => setWay(null)}>{common("cancel")}</Button>
              <Button
                variant="primary"
                disabled={!isReason(reason)}
                busy={go.isPending}
                onClick={() => go.mutate(way)}
              >
                {t(`${way}.button`)}
              </Button>
            </>
          }
        >
          <div className="flex flex-col gap-4">
            {go.isError && <Alert>{describe(go.error)}</Alert>}
            <ReasonField value={reason} onChange={setReason} />
          </div>
        </Dialog>
      )}
    </div>
  );
}
