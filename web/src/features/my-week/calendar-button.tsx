"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CalendarPlus, Check, Copy, Download, Link2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { calendarLinksQuery, makeCalendarLink, revokeToken } from "@/api/my";
import { MY_CALENDAR_PATH } from "@/api/timetables";
import type { ApiToken } from "@/api/types";
import { useErrorText } from "@/components/error-text";
import { useFormat } from "@/components/format";
import { Button, buttonClass } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useNotify } from "@/components/ui/toast";
import { useNow } from "@/components/use-now";

/** The week in one's own calendar: links that follow changes, or a file. */
export function CalendarButton() {
  const t = useTranslations("myWeek.calendar");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <CalendarPlus aria-hidden />
        {t("open")}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t("title")} description={t("text")}>
        <Links />
        <div className="mt-5 border-t border-line pt-4">
          <a href={MY_CALENDAR_PATH} download className={buttonClass()}>
            <Download aria-hidden />
            {t("download")}
          </a>
          <p className="mt-1.5 text-xs text-faint">{t("downloadHint")}</p>
        </div>
      </Dialog>
    </>
  );
}

function Links() {
  const t = useTranslations("myWeek.calendar");
  const client = useQueryClient();
  const notify = useNotify();
  const describe = useErrorText();
  const { data, error, refetch } = useQuery(calendarLinksQuery);
  const making = useMutation({
    mutationFn: () => makeCalendarLink(t("name")),
    onSuccess: () => client.invalidateQueries({ queryKey: calendarLinksQuery.queryKey }),
    onError: (failure) => notify({ tone: "bad", title: describe(failure) }),
  });
  const revoking = useMutation({
    mutationFn: revokeToken,
    onSuccess: (_, id) => {
      if (making.data?.id === id) making.reset();
      notify({ tone: "good", title: t("revoked") });
      return client.invalidateQueries({ queryKey: calendarLinksQuery.queryKey });
    },
    onError: (failure) => notify({ tone: "bad", title: describe(failure) }),
  });
  if (error) return <ErrorState error={error} onRetry={() => refetch()} className="py-6" />;
  if (!data) return <SkeletonRows rows={3} className="px-0" />;
  return (
    <div className="flex flex-col gap-4">
      {making.data ? (
        <NewLink path={making.data.path} />
      ) : (
        <Button
          variant={data.length === 0 ? "primary" : "secondary"}
          className="self-start"
          busy={making.isPending}
          onClick={() => making.mutate()}
        >
          <Link2 aria-hidden />
          {t(data.length === 0 ? "make" : "another")}
        </Button>
      )}
      {data.length > 0 && (
        <section aria-labelledby="calendar-links">
          <h3 id="calendar-links" className="mb-1 text-sm font-medium">
            {t("links")}
          </h3>
          <ul className="divide-y divide-line">
            {data.map((link) => (
              <LinkLine
                key={link.id}
                link={link}
                busy={revoking.isPending && revoking.variables === link.id}
                onRevoke={() => revoking.mutate(link.id)}
              />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function LinkLine({
  link,
  busy,
  onRevoke,
}: {
  link: ApiToken;
  busy: boolean;
  onRevoke: () => void;
}) {
  const t = useTranslations("myWeek.calendar");
  const format = useFormat();
  const now = useNow();
  const ago = (iso: string) => (now ? format.ago(iso, now) : "");
  return (
    <li className="flex items-center gap-3 py-2">
      <p className="min-w-0 flex-1 text-sm">
        {t("made", { when: format.moment(link.created_at) })}
        <span className="block text-xs text-faint">
          {link.last_used_at ? t("used", { when: ago(link.last_used_at) }) : t("unused")}
        </span>
      </p>
      <Button size="sm" busy={busy} onClick={onRevoke}>
        {t("revoke")}
      </Button>
    </li>
  );
}

/** The address of a link that was just made, to be copied. */
function NewLink({ path }: { path: string }) {
  const t = useTranslations("myWeek.calendar");
  const notify = useNotify();
  const [copied, setCopied] = useState(false);
  const address = new URL(path, window.location.origin).href;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      setCopied(true);
    } catch {
      notify({ tone: "caution", title: t("copyFailed") });
    }
  };
  return (
    <Field label={t("address")} hint={t("once")}>
      <div className="flex gap-2">
        <Input readOnly value={address} onFocus={(event) => event.currentTarget.select()} />
        <Button variant="primary" onClick={copy}>
          {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
          <span role="status">{t(copied ? "copied" : "copy")}</span>
        </Button>
      </div>
    </Field>
  );
}
