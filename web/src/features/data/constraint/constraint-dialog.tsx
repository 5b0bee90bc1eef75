"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { components } from "@/api/schema";
import { useErrorText } from "@/components/error-text";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Stepper } from "@/components/ui/stepper";
import { useNotify } from "@/components/ui/toast";
import { CONSTRAINT_KINDS } from "../constraint-kinds";
import { ConstraintSentence } from "../constraint-sentence";
import { listKey } from "../list/use-list";
import { constraintOf, type Asked, type Kind } from "./asked";
import { kindsQuery, writeConstraint } from "./queries";
import { Members } from "./members";

type Constraint = components["schemas"]["Constraint"];
const MOST = 1_000_000;

interface ConstraintDialogProps {
  term: string;
  /** The one that is changed; a new one without. */
  row?: Constraint;
  onClose: () => void;
  /** Told the row, and what finds it in the list. */
  onWritten?: (id: string, search: string) => void;
}

/** What a constraint asks, of whom, and whether it must hold. */
export function ConstraintDialog(props: ConstraintDialogProps) {
  const t = useTranslations("data.constraint");
  const { data, error, refetch } = useQuery(kindsQuery);
  if (data) return <KnownKinds {...props} kinds={data} />;
  return (
    <FormDialog
      title={t(props.row ? "change" : "add")}
      form="constraint"
      submit={t("save")}
      disabled
      busy={false}
      onClose={props.onClose}
    >
      {error ? (
        <ErrorState error={error} onRetry={() => refetch()} />
      ) : (
        <SkeletonRows rows={4} />
      )}
    </FormDialog>
  );
}

function KnownKinds({
  term,
  row,
  kinds,
  onClose,
  onWritten,
}: ConstraintDialogProps & { kinds: readonly Kind[] }) {
  const t = useTranslations("data.constraint");
  const names = useTranslations("data.values.kind");
  const describe = useErrorText();
  const notify = useNotify();
  const client = useQueryClient();
  const [isTried, setTried] = useState(false);
  const [asked, setAsked] = useState<Asked>(() => ({
    kind: row?.kind ?? "SameRoom",
    parameters: row?.parameters ?? {},
    required: row?.required ?? true,
    penalty: row?.penalty || 1,
    members: row?.classes.map(({ id, name }) => ({ id, name })) ?? [],
  }));
  const change = (values: Partial<Asked>) => setAsked({ ...asked, ...values });
  const kind = kinds.find(({ name }) => name === asked.kind)!;
  const made = constraintOf(asked, kind);
  const given = kind.parameters.every(({ name }) => asked.parameters[name] != null);
  const write = useMutation({
    mutationFn: writeConstraint,
    onSuccess: ({ id, kind, classes }) => {
      void client.invalidateQueries({ queryKey: listKey("constraints") });
      notify({ tone: "good", title: t(row ? "changed" : "added", { name: names(kind) }) });
      onClose();
      onWritten?.(id, classes[0]?.name ?? "");
    },
  });
  return (
    <FormDialog
      title={t(row ? "change" : "add")}
      description={t("text")}
      form="constraint"
      submit={t("save")}
      busy={write.isPending}
      onClose={onClose}
    >
      <form
        id="constraint"
        className="flex flex-col gap-4 pt-1"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!("fault" in made) && !write.isPending) write.mutate({ term, row, asked: made });
        }}
      >
        <Field label={t("kind")}>
          <Select
            value={asked.kind}
            onChange={(name) => change({ kind: name })}
            options={CONSTRAINT_KINDS.map((value) => ({ value, label: names(value) }))}
          />
        </Field>
        {kind.parameters.map(({ name, unit, minimum }) => (
          <Field key={name} label={t(`parameters.${name as "slots"}`, { unit })}>
            <Stepper
              value={asked.parameters[name] ?? null}
              onChange={(value) =>
                change({ parameters: { ...asked.parameters, [name]: value } })
              }
              min={minimum}
              max={MOST}
              className="w-40"
            />
          </Field>
        ))}
        {given && (
          <p className="rounded-md bg-sunken px-3 py-2 text-sm" aria-live="polite">
            <ConstraintSentence
              kind={asked.kind}
              parameters={asked.parameters as Record<string, number>}
            />
          </p>
        )}
        <Members
          term={term}
          value={asked.members}
          onChange={(members) => change({ members })}
        />
        <div className="flex flex-wrap items-end gap-4">
          <Segmented
            label={t("strength")}
            options={(["must", "should"] as const).map((value) => ({
              value,
              label: t(value),
            }))}
            value={asked.required ? "must" : "should"}
            onChange={(value) => change({ required: value === "must" })}
          />
          {!asked.required && (
            <Field label={t("penalty")} hint={t("penaltyHint")}>
              <Stepper
                value={asked.penalty}
                onChange={(penalty) => change({ penalty })}
                min={1}
                max={MOST}
                className="w-40"
              />
            </Field>
          )}
        </div>
        {isTried && ("fault" in made || write.isError) && (
          <p role="alert" className="text-sm text-bad">
            {"fault" in made ? t(`faults.${made.fault}`) : describe(write.error)}
          </p>
        )}
      </form>
    </FormDialog>
  );
}
