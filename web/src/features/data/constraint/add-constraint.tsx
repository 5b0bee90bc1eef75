"use client";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSession } from "@/components/session";
import { Button } from "@/components/ui/button";
import { mayAdd } from "../rights";
import { ConstraintDialog } from "./constraint-dialog";

/** The button that adds a constraint, and its form. */
export function AddConstraint({
  term,
  onAdded,
}: {
  term: string;
  onAdded?: (id: string, search: string) => void;
}) {
  const t = useTranslations("data.entities.constraints");
  const { membership } = useSession().me;
  const [isOpen, setOpen] = useState(false);
  if (!mayAdd(membership, "constraints")) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        {t("add")}
      </Button>
      {isOpen && (
        <ConstraintDialog term={term} onClose={() => setOpen(false)} onWritten={onAdded} />
      )}
    </>
  );
}
