"use client";
import { useMessages, useTranslations } from "next-intl";
import { ApiError, type ApiFault } from "@/api/errors";
import type { StoredError } from "@/api/types";
import { useKindName } from "@/components/kind-name";

/** A fault in the reader's words where the catalogue has them, else null. */
export function sentenceOf(
  catalogue: Record<string, string>,
  fault: { code: string; parameters: Record<string, unknown> },
): { code: string; parameters: Record<string, string | number> } | null {
  const message = catalogue[fault.code];
  if (!message) return null;
  const parameters: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(fault.parameters)) {
    if (typeof value === "number") parameters[name] = value;
    else if (Array.isArray(value)) parameters[name] = value.join(", ");
    else if (value !== null && value !== undefined) parameters[name] = String(value);
  }
  const wanted = argumentsOf(message);
  return wanted.every((name) => name in parameters) ? { code: fault.code, parameters } : null;
}

/** The parameters, with the names of kinds of constraints as people read them. */
export function withWords(
  parameters: Record<string, unknown>,
  kindName: (kind: string) => string,
): Record<string, unknown> {
  const words = ["kind", "other"].flatMap((name) => {
    const value = parameters[name];
    return typeof value === "string" ? [[name, kindName(value)]] : [];
  });
  return { ...parameters, ...Object.fromEntries(words) };
}

/** The arguments of a message; braces within an argument's braces hold text again. */
function argumentsOf(message: string): string[] {
  const names: string[] = [];
  let depth = 0;
  for (const [brace, name] of message.matchAll(/\{\s*(\w*)|\}/g)) {
    if (brace === "}") depth -= 1;
    else if (depth++ % 2 === 0) names.push(name as string);
  }
  return names;
}

function isStoredError(error: unknown): error is StoredError {
  return (
    typeof error === "object" && !(error instanceof Error) && error !== null && "code" in error
  );
}

/** Makes sentences of errors: what happened and what to do, never a bare code. */
export function useErrorText(): (error: unknown) => string {
  const t = useTranslations("errors");
  const kindName = useKindName();
  const catalogue = useMessages().errors.codes as Record<string, string>;

  const translate = (fault: Pick<ApiFault, "code" | "parameters" | "detail">): string => {
    const sentence = sentenceOf(catalogue, {
      code: fault.code,
      parameters: withWords(fault.parameters, kindName),
    });
    if (sentence) return t(`codes.${sentence.code as "offline"}`, sentence.parameters);
    return fault.detail || t("unknown");
  };

  return (error) => {
    if (isStoredError(error))
      return translate({ code: error.code, parameters: error.parameters ?? {}, detail: "" });
    if (!(error instanceof ApiError)) return t("unknown");
    const [only, ...others] = error.faults;
    if (only && others.length === 0) return translate(only);
    return translate(error);
  };
}

/** Sentences by field name, for a form; faults that name no field come under "". */
export function useFieldErrors(): (error: unknown) => Record<string, string> {
  const describe = useErrorText();
  return (error) => {
    if (!(error instanceof ApiError)) return error ? { "": describe(error) } : {};
    if (error.faults.length === 0) return { "": describe(error) };
    const byField: Record<string, string> = {};
    for (const fault of error.faults) {
      const sentence = describe(
        new ApiError(error.status, fault.code, fault.detail, fault.parameters),
      );
      byField[fault.field ?? ""] ??= sentence;
    }
    return byField;
  };
}
