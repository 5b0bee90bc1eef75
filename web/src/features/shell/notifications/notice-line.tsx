"use client";
import {
  ArrowRightLeft,
  CircleCheck,
  Megaphone,
  Sparkles,
  Stamp,
  Undo2,
  type LucideIcon,
} from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Notification } from "@/api/types";
import { useFormat } from "@/components/format";
import { useNow } from "@/components/use-now";
import { cn } from "@/lib/cn";
import { partsOf, pathOf } from "./words";

const ICONS: Record<Notification["kind"], LucideIcon> = {
  submitted: Stamp,
  approval_asked: Stamp,
  approvals_given: CircleCheck,
  rejected: Undo2,
  approved: CircleCheck,
  published: Megaphone,
  changed_by_date: ArrowRightLeft,
  job_ended: Sparkles,
};

/** One notification as a sentence that leads to what it is about. */
export function NoticeLine({
  notice,
  staff,
  onOpen,
}: {
  notice: Notification;
  staff: boolean;
  onOpen: () => void;
}) {
  const t = useTranslations("shell.notifications");
  const format = useFormat();
  const now = useNow();
  const { key, values } = partsOf(notice, format.day);
  const isNew = notice.read_at === null;
  const Icon = ICONS[notice.kind];
  return (
    <li className="relative flex gap-3 px-4 py-2.5 transition-colors hover:bg-hover">
      <span
        aria-hidden
        className={cn(
          "mt-0.5 grid size-6 shrink-0 place-items-center rounded-full [&_svg]:size-3.5",
          isNew ? "bg-accent-soft text-accent-ink" : "bg-sunken text-faint",
        )}
      >
        <Icon />
      </span>
      <div className="min-w-0 flex-1">
        <Link
          href={pathOf(notice, staff)}
          onClick={onOpen}
          className={cn(
            "block text-sm text-pretty after:absolute after:inset-0 focus-visible:after:outline-2",
            isNew ? "font-medium" : "text-muted",
          )}
        >
          {isNew && <span className="sr-only">{t("new")} </span>}
          {t(`kinds.${key}`, values)}
        </Link>
        {values.reason && (
          <p className="text-xs break-words text-muted">
            {t("reason", { reason: values.reason })}
          </p>
        )}
        <time dateTime={notice.created_at} className="text-xs text-faint">
          {now && format.ago(notice.created_at, now)}
        </time>
      </div>
    </li>
  );
}
