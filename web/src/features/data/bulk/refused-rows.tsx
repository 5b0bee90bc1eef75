"use client";
import { useTranslations } from "next-intl";
import { ApiError } from "@/api/errors";
import { useErrorText } from "@/components/error-text";
import { useWords } from "../list/use-words";
import type { Row, Spec } from "../spec";

const MOST = 6;

/** Why nothing was written: the rows that refuse it, each with its reason. */
export function RefusedRows<R extends Row>({
  spec,
  rows,
  error,
}: {
  spec: Spec<R>;
  rows: readonly R[];
  error: Error;
}) {
  const t = useTranslations("data.bulk");
  const words = useWords();
  const describe = useErrorText();
  const faults = error instanceof ApiError ? error.faults : [];
  const of = (field: string | null | undefined) =>
    rows.find(({ id }) => field?.split(".")[0] === id);
  const told = faults.flatMap((fault) => {
    const row = of(fault.field);
    if (!row) return [];
    const text = describe(new ApiError(0, fault.code, fault.detail, fault.parameters));
    return [{ name: words.name(spec, row), text }];
  });
  return (
    <div role="alert" className="text-sm text-bad">
      {told.length === 0 ? (
        describe(error)
      ) : (
        <>
          <p>{t("refused")}</p>
          <ul className="mt-1 list-disc pl-5">
            {told.slice(0, MOST).map(({ name, text }, index) => (
              <li key={index}>
                <span className="font-medium">{name}</span>: {text}
              </li>
            ))}
            {told.length > MOST && <li>{t("more", { count: told.length - MOST })}</li>}
          </ul>
        </>
      )}
    </div>
  );
}
