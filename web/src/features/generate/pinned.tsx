"use client";
import { useQuery } from "@tanstack/react-query";
import { Pin } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { pinnedQuery } from "@/api/terms";

/** How many classes stay where they are pinned, and which. */
export function Pinned({ term }: { term: string }) {
  const t = useTranslations("generate");
  const { data: count } = useQuery(pinnedQuery(term));
  if (!count) return null;
  return (
    <p className="flex items-start gap-2 text-sm">
      <Pin aria-hidden className="mt-0.5 size-4 shrink-0 text-faint" />
      <Link href={`/terms/${term}/data/classes?pinned=true`} className="hover:underline">
        {t("pinned", { count })}
      </Link>
    </p>
  );
}
