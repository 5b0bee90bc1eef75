"use client";
import { useTranslations } from "next-intl";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { ACTIONS, ENTITIES } from "./audit-words";

const ALL = "all";
const DAYS = ["since", "until"] as const;

interface AuditFiltersProps {
  entity: string | undefined;
  action: string | undefined;
  /** Days like 2026-09-01. */
  since: string | undefined;
  until: string | undefined;
  onChange: (changes: Record<string, string | null>) => void;
}

/** Narrows the record to a kind of thing, a kind of change, and days. */
export function AuditFilters({ entity, action, onChange, ...days }: AuditFiltersProps) {
  const t = useTranslations("institution.audit");
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <Select
        aria-label={t("entity")}
        className="w-44 max-sm:w-full"
        value={entity ?? ALL}
        onChange={(value) => onChange({ entity: value === ALL ? null : value })}
        options={[
          { value: ALL, label: t("everything") },
          ...ENTITIES.map((value) => ({
            value: value as string,
            label: t(`kinds.${value}`),
          })),
        ]}
      />
      <Select
        aria-label={t("how")}
        className="w-40 max-sm:w-full"
        value={action ?? ALL}
        onChange={(value) => onChange({ action: value === ALL ? null : value })}
        options={[
          { value: ALL, label: t("anyChange") },
          ...ACTIONS.map((value) => ({ value: value as string, label: t(`actions.${value}`) })),
        ]}
      />
      {DAYS.map((name) => (
        <label key={name} className="flex items-center gap-2 text-sm text-muted">
          {t(name)}
          <Input
            type="date"
            className="w-38"
            value={days[name] ?? ""}
            onChange={(event) => onChange({ [name]: event.target.value || null })}
          />
        </label>
      ))}
    </div>
  );
}
