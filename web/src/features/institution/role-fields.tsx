"use client";
import { useTranslations } from "next-intl";
import type { Thing } from "@/api/things";
import type { Role } from "@/api/types";
import { ThingPicker } from "@/components/thing-picker";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { GRANTABLE, isOfDepartment } from "./roles";

export interface RoleChoice {
  role: Role;
  department: Thing | null;
}

/** True where the role has the department that it needs. */
export function isComplete({ role, department }: RoleChoice): boolean {
  return !isOfDepartment(role) || department !== null;
}

interface RoleFieldsProps {
  value: RoleChoice;
  onChange: (value: RoleChoice) => void;
  faults: Record<string, string>;
}

/** A role, and of which department where it is of one. */
export function RoleFields({ value, onChange, faults }: RoleFieldsProps) {
  const t = useTranslations("institution.role");
  const roles = useTranslations("shell.roles");
  return (
    <>
      <Field label={t("role")} hint={t(`means.${value.role}`)} error={faults.role}>
        <Select
          value={value.role}
          onChange={(role) => onChange({ ...value, role })}
          options={GRANTABLE.map((role) => ({ value: role as Role, label: roles(role) }))}
        />
      </Field>
      {isOfDepartment(value.role) && (
        <Field
          label={t("department")}
          hint={!value.department && t("departmentMissing")}
          error={faults.department}
        >
          <ThingPicker
            kind="department"
            term=""
            value={value.department}
            onChange={(department) => onChange({ ...value, department })}
          />
        </Field>
      )}
    </>
  );
}
