"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Copy } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { copyTimetable } from "@/api/differences";
import { timetablesKey } from "@/api/timetables";
import { useErrorText } from "@/components/error-text";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** A draft that begins as this timetable, to try something without touching it. */
export function CopyButton({
  term,
  timetable,
}: {
  term: string;
  timetable: { id: string; name: string };
}) {
  const t = useTranslations("timetable.copy");
  const router = useRouter();
  const client = useQueryClient();
  const describe = useErrorText();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const copying = useMutation({
    mutationFn: () => copyTimetable(timetable.id, name.trim()),
    onSuccess: (draft) => {
      setOpen(false);
      void client.invalidateQueries({ queryKey: timetablesKey(term) });
      router.push(`/terms/${term}/timetables/${draft.id}`);
    },
  });
  return (
    <>
      <Button onClick={() => setOpen(true)} aria-label={t("open")}>
        <Copy aria-hidden />
        <span className="max-lg:sr-only">{t("open")}</span>
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t("title", { name: timetable.name })}
        description={t("text")}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{t("cancel")}</Button>
            <Button variant="primary" busy={copying.isPending} onClick={() => copying.mutate()}>
              {t("confirm")}
            </Button>
          </>
        }
      >
        <Field
          label={t("name")}
          hint={t("nameHint", { name: timetable.name })}
          error={copying.error ? describe(copying.error) : undefined}
        >
          <Input value={name} maxLength={200} onValueChange={setName} />
        </Field>
      </Dialog>
    </>
  );
}
