import { readFileSync } from "node:fs";
import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import messages from "@/messages/en";
import { sentenceOf } from "./error-text";

interface ErrorCodes {
  codes: Record<string, { sources: string[]; parameters: string[] }>;
}

/** What engine, generation service and API can answer with; `make openapi` writes it. */
const { codes } = JSON.parse(
  readFileSync(
    new URL(
      "../../../contracts/horarium_contracts/documents/error_codes.json",
      import.meta.url,
    ),
    "utf8",
  ),
) as ErrorCodes;

const catalogue: Record<string, string> = messages.errors.codes;

describe("every error code of the services has a sentence", () => {
  it.each(Object.entries(codes))("%s", (code, { parameters }) => {
    const given = Object.fromEntries(parameters.map((name) => [name, 3]));
    const sentence = sentenceOf(catalogue, { code, parameters: given });
    expect(sentence, `write errors.codes.${code}; it gets ${parameters}`).not.toBeNull();
    const failures: unknown[] = [];
    const t = createTranslator({
      locale: "en",
      messages,
      namespace: "errors.codes",
      onError: (error) => failures.push(error),
    });
    expect(t(code as "offline", given)).toMatch(/^[A-Z3].*[.!]$/);
    expect(failures).toEqual([]);
  });
});
