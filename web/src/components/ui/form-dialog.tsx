"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

interface FormDialogProps {
  title: ReactNode;
  description?: ReactNode;
  /** Id of the form among the children, which the main button submits. */
  form: string;
  submit: ReactNode;
  /** Something that the form needs is not there yet. */
  disabled?: boolean;
  busy: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog around one form, as long as it is drawn: to be submitted, or let go. */
export function FormDialog(props: FormDialogProps) {
  const common = useTranslations("common");
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={props.title}
      description={props.description}
      footer={
        <>
          <Button onClick={props.onClose}>{common("cancel")}</Button>
          <Button
            type="submit"
            form={props.form}
            variant="primary"
            disabled={props.disabled}
            busy={props.busy}
          >
            {props.submit}
          </Button>
        </>
      }
    >
      {props.children}
    </Dialog>
  );
}
