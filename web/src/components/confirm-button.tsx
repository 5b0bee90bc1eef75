"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { useErrorText } from "@/components/error-text";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

interface ConfirmButtonProps {
  /** The button that asks. */
  label: ReactNode;
  title: string;
  /** What will be, and what will not come back. */
  text: ReactNode;
  /** The button that does it. */
  confirm: string;
  act: () => Promise<unknown>;
  onDone: () => void;
  /** What must be typed first, for what can never be undone. */
  typed?: string;
  /** False while something that the dialog also asks for is missing. */
  isReady?: boolean;
  /** Names the button where its label does not tell which of many it is. */
  "aria-label"?: string;
  size?: "sm" | "md";
  variant?: "ghost" | "secondary" | "danger";
  /** Further questions, above what must be typed. */
  children?: ReactNode;
}

/** Does what cannot be undone, after a question. */
export function ConfirmButton({
  label,
  act,
  onDone,
  typed,
  isReady = true,
  size = "sm",
  variant = "ghost",
  children,
  ...props
}: ConfirmButtonProps) {
  const t = useTranslations("common");
  const describe = useErrorText();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const doing = useMutation({
    mutationFn: act,
    onSuccess: () => {
      setOpen(false);
      onDone();
    },
  });
  const isTyped = typed === undefined || text.trim() === typed;
  return (
    <>
      <Button
        variant={variant}
        size={size}
        aria-label={props["aria-label"]}
        onClick={() => {
          setText("");
          doing.reset();
          setOpen(true);
        }}
      >
        {label}
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={props.title}
        description={props.text}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{t("cancel")}</Button>
            <Button
              variant="danger"
              disabled={!isTyped || !isReady}
              busy={doing.isPending}
              onClick={() => doing.mutate()}
            >
              {props.confirm}
            </Button>
          </>
        }
      >
        {(children || typed !== undefined || doing.error) && (
          <div className="flex flex-col gap-4">
            {doing.error && <Alert>{describe(doing.error)}</Alert>}
            {children}
            {typed !== undefined && (
              <Field label={t("typeToConfirm", { text: typed })}>
                <Input
                  value={text}
                  autoComplete="off"
                  spellCheck={false}
                  onChange={(event) => setText(event.target.value)}
                />
              </Field>
            )}
          </div>
        )}
      </Dialog>
    </>
  );
}
