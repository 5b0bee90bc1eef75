"use client";
import { Popover } from "@base-ui/react/popover";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell, BellOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { markRead, notificationsQuery, unreadQuery } from "@/api/notifications";
import { useSession } from "@/components/session";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { popupClass } from "@/components/ui/popup";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state";
import { cn } from "@/lib/cn";
import { isStaff } from "@/lib/roles";
import { NoticeLine } from "./notice-line";
import { shellItemClass } from "../shell-item";

const MOST_SHOWN = 99;

/** What one was told: how much of it is new, and the list. */
export function NotificationBell({ compact }: { compact?: boolean }) {
  const t = useTranslations("shell.notifications");
  const [open, setOpen] = useState(false);
  const { data } = useQuery(unreadQuery);
  const unread = data?.unread ?? 0;
  const count = unread > MOST_SHOWN ? `${MOST_SHOWN}+` : String(unread);
  return (
    <Popover.Root open={open} onOpenChange={(next) => setOpen(next)}>
      <Popover.Trigger
        aria-label={compact ? t("open", { count: unread }) : undefined}
        className={
          compact
            ? "relative grid size-9 place-items-center rounded-full text-muted hover:bg-pressed/60 hover:text-ink pointer-coarse:size-11"
            : cn(shellItemClass, "w-full text-left data-popup-open:bg-pressed/60")
        }
      >
        <Bell aria-hidden className="size-4" />
        {!compact && t("title")}
        {unread > 0 && (
          <span
            className={cn(
              "grid h-4 min-w-4 place-items-center rounded-full bg-accent px-1 text-[10px] leading-4 font-semibold text-on-accent tabular-nums",
              compact ? "absolute top-0.5 right-0.5" : "ml-auto",
            )}
          >
            {count}
          </span>
        )}
        {!compact && unread > 0 && <span className="sr-only">{t("unread")}</span>}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner
          side={compact ? "bottom" : "right"}
          align={compact ? "end" : "start"}
          sideOffset={6}
          collisionPadding={8}
          className="z-60 outline-none"
        >
          <Popover.Popup
            className={cn(
              popupClass,
              "flex max-h-[80dvh] w-96 max-w-[calc(100vw-16px)] flex-col",
            )}
          >
            <NoticeList unread={unread} onDone={() => setOpen(false)} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function NoticeList({ unread, onDone }: { unread: number; onDone: () => void }) {
  const t = useTranslations("shell.notifications");
  const client = useQueryClient();
  const staff = isStaff(useSession().me.membership?.role);
  const { data, error, refetch } = useQuery(notificationsQuery);
  const reading = useMutation({
    mutationFn: markRead,
    onSuccess: (left) => {
      client.setQueryData(unreadQuery.queryKey, left);
      return client.invalidateQueries({ queryKey: notificationsQuery.queryKey });
    },
  });
  return (
    <>
      <header className="flex min-h-12 items-center justify-between gap-3 border-b border-line px-4 py-2">
        <Popover.Title className="text-sm font-semibold">{t("title")}</Popover.Title>
        <Button
          size="sm"
          variant="ghost"
          disabled={unread === 0}
          busy={reading.isPending}
          onClick={() => reading.mutate(undefined)}
        >
          {t("readAll")}
        </Button>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {error ? (
          <ErrorState error={error} onRetry={() => refetch()} className="py-8" />
        ) : !data ? (
          <SkeletonRows rows={4} />
        ) : data.length === 0 ? (
          <EmptyState
            icon={<BellOff />}
            title={t("none")}
            description={t("noneText")}
            className="py-10"
          />
        ) : (
          <ul className="divide-y divide-line">
            {data.map((notice) => (
              <NoticeLine
                key={notice.id}
                notice={notice}
                staff={staff}
                onOpen={() => {
                  if (!notice.read_at) reading.mutate([notice.id]);
                  onDone();
                }}
              />
            ))}
          </ul>
        )}
      </div>
    </>
  );
}
