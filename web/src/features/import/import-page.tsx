"use client";
import { FileText, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DropZone } from "@/components/drop-zone";
import { fileSize } from "@/components/file-size";
import { Page } from "@/components/page";
import { useSession } from "@/components/session";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProgressBar } from "@/components/ui/progress";
import { EmptyState } from "@/components/ui/state";
import { Failure } from "./failure";
import { Imported } from "./imported";
import { Cancelled, useImport } from "./use-import";

/** A file becomes a new term: pick it, name the term, watch it go. */
export function ImportPage() {
  const t = useTranslations("import");
  const { me } = useSession();
  if (me.membership?.role !== "registrar") {
    return (
      <Page title={t("title")}>
        <EmptyState title={t("denied.title")} description={t("denied.text")} />
      </Page>
    );
  }
  return (
    <Page title={t("title")}>
      <div className="mx-auto flex max-w-160 flex-col gap-4">
        <p className="text-sm text-pretty text-muted">{t("intro")}</p>
        <Import />
      </div>
    </Page>
  );
}

function Import() {
  const t = useTranslations("import");
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState("");
  const job = useImport();

  const forget = () => {
    job.reset();
    setFile(null);
    setName("");
  };
  if (job.data) return <Imported term={job.data} onAnother={forget} />;
  if (!file) {
    return (
      <DropZone onFile={setFile} title={t("drop")} formats={t("formats")} pick={t("pick")} />
    );
  }
  const failure = job.error instanceof Cancelled ? null : job.error;
  return (
    <Card>
      <form
        className="flex flex-col gap-4 p-5"
        onSubmit={(event) => {
          event.preventDefault();
          job.mutate({ file, name });
        }}
      >
        <div className="flex items-center gap-3">
          <FileText aria-hidden className="size-5 shrink-0 text-faint" />
          <p className="min-w-0 flex-1 text-sm">
            <span className="block truncate font-medium">{file.name}</span>
            <span className="text-muted">{fileSize(file.size)}</span>
          </p>
          {!job.isPending && (
            <Button variant="ghost" size="icon" aria-label={t("otherFile")} onClick={forget}>
              <X aria-hidden />
            </Button>
          )}
        </div>
        {job.isPending ? (
          <div role="status" className="flex flex-col gap-2">
            <ProgressBar fraction={job.share < 1 ? job.share : null} label={t("progress")} />
            <p className="text-sm text-muted">
              {job.share < 1
                ? t("uploading", { percent: Math.round(job.share * 100) })
                : t("reading")}
            </p>
          </div>
        ) : (
          <Field label={t("name.label")} hint={t("name.hint")}>
            <Input
              value={name}
              maxLength={200}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          </Field>
        )}
        {failure && <Failure error={failure} />}
        <div className="flex justify-end gap-2">
          {job.isPending ? (
            <Button onClick={job.cancel}>{t("cancel")}</Button>
          ) : (
            <>
              {failure && <Button onClick={forget}>{t("otherFile")}</Button>}
              <Button type="submit" variant="primary">
                {failure ? t("again") : t("start")}
              </Button>
            </>
          )}
        </div>
      </form>
    </Card>
  );
}
