"use client";
import { useQueryClient } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { restoreEntry, type AuditEntry } from "@/api/institution";
import { ConfirmButton } from "@/components/confirm-button";
import { useFormat } from "@/components/format";
import { SidePanel } from "@/components/ui/side-panel";
import { useNotify } from "@/components/ui/toast";
import { fieldChanges } from "./audit-changes";
import { useAuditWords, useValueWords } from "./audit-words";

/** One change: by whom and how, each value before and after, and the way back. */
export function AuditPanel({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const t = useTranslations("institution.audit");
  const format = useFormat();
  const words = useAuditWords();
  const notify = useNotify();
  const client = useQueryClient();
  const name = words.object(entry);
  const changes = fieldChanges(entry, useValueWords());
  const facts = [
    [t("who"), words.actor(entry)],
    [t("when"), format.moment(entry.at)],
    [t("via"), entry.via],
    [t("reason"), entry.actor_name ? entry.reason : ""],
  ].filter(([, value]) => value);
  return (
    <SidePanel
      label={t("details")}
      title={name}
      description={t("did", { action: t(`actions.${entry.action}`), kind: words.kind(entry) })}
      onClose={onClose}
      footer={
        <ConfirmButton
          variant="secondary"
          label={
            <>
              <RotateCcw aria-hidden />
              {t("restore")}
            </>
          }
          title={t("restoreTitle", { name })}
          text={t(entry.action === "delete" ? "restoreGone" : "restoreText", {
            when: format.moment(entry.at),
          })}
          confirm={t("restore")}
          act={() => restoreEntry(entry)}
          onDone={() => {
            notify({ tone: "good", title: t("restored", { name }) });
            // It may stand in any list.
            void client.invalidateQueries();
          }}
        />
      }
    >
      <dl className="mb-4 grid grid-cols-[5rem_1fr] gap-x-2 gap-y-1 text-sm">
        {facts.map(([term, value]) => (
          <div key={term} className="contents">
            <dt className="text-muted">{term}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
      {changes.length === 0 ? (
        <p className="text-sm text-muted">{t("noValues")}</p>
      ) : (
        <ul aria-label={t("values")} className="flex flex-col gap-3">
          {changes.map(({ field, before, after }) => (
            <li key={field} className="text-sm">
              <p className="text-xs font-medium text-muted first-letter:uppercase">{field}</p>
              {before !== null && (
                <p className="rounded-sm bg-bad-soft px-2 py-1 break-words">
                  <span className="sr-only">{t("before")}</span>
                  <del className="no-underline">{before}</del>
                </p>
              )}
              {after !== null && (
                <p className="mt-0.5 rounded-sm bg-good-soft px-2 py-1 break-words">
                  <span className="sr-only">{t("after")}</span>
                  <ins className="no-underline">{after}</ins>
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </SidePanel>
  );
}
