"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { changeMember, membersKey, type Member } from "@/api/institution";
import { useFieldErrors } from "@/components/error-text";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useNotify } from "@/components/ui/toast";
import { isComplete, RoleFields, type RoleChoice } from "./role-fields";
import { isOfDepartment } from "./roles";

/** Another role or department for a member, or the end of the membership. */
export function MemberDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const t = useTranslations("institution.member");
  const common = useTranslations("common");
  const notify = useNotify();
  const client = useQueryClient();
  const name = member.name || member.email;
  const [choice, setChoice] = useState<RoleChoice>({
    role: member.role,
    department: member.department
      ? { id: member.department, name: member.department_name ?? "" }
      : null,
  });
  const refresh = () => void client.invalidateQueries({ queryKey: membersKey });
  const change = useMutation({
    mutationFn: (changes: Parameters<typeof changeMember>[1]) => changeMember(member, changes),
    onSuccess: (changed, asked) => {
      refresh();
      onClose();
      notify({
        tone: "good",
        title:
          asked.is_active === undefined
            ? t("saved", { name })
            : t(asked.is_active ? "resumed" : "removed", { name }),
        // Ending a membership is taken back from here, as it loses nothing.
        action:
          asked.is_active === false
            ? {
                label: common("undo"),
                onClick: () => void changeMember(changed, { is_active: true }).then(refresh),
              }
            : undefined,
      });
    },
  });
  const faults = useFieldErrors()(change.error);
  const save = () =>
    change.mutate({
      role: choice.role,
      department: isOfDepartment(choice.role) ? (choice.department?.id ?? null) : null,
    });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={name}
      description={member.email}
      footer={
        <>
          <Button
            className="mr-auto"
            disabled={change.isPending}
            onClick={() => change.mutate({ is_active: !member.is_active })}
          >
            {t(member.is_active ? "remove" : "resume")}
          </Button>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button
            variant="primary"
            disabled={!isComplete(choice)}
            busy={change.isPending}
            onClick={save}
          >
            {common("save")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {(faults[""] ?? faults.version) && <Alert>{faults[""] ?? faults.version}</Alert>}
        <RoleFields value={choice} onChange={setChoice} faults={faults} />
      </div>
    </Dialog>
  );
}
