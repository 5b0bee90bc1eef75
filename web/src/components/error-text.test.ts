import { expect, test } from "vitest";
import { sentenceOf, withWords } from "./error-text";

const catalogue = {
  not_found: "It is not there.",
  upload_too_large: "Larger than {limit} MB.",
  broken: "{hard, plural, one {One is} other {# are}} broken.",
};

test("a known code with all that its sentence needs has a sentence", () => {
  expect(
    sentenceOf(catalogue, { code: "broken", parameters: { hard: 3, more: null } }),
  ).toEqual({
    code: "broken",
    parameters: { hard: 3 },
  });
});

test("lists become words", () => {
  const fault = { code: "upload_too_large", parameters: { limit: ["10", "20"] } };
  expect(sentenceOf(catalogue, fault)?.parameters).toEqual({ limit: "10, 20" });
});

test("without a parameter that the sentence needs there is none", () => {
  expect(sentenceOf(catalogue, { code: "upload_too_large", parameters: {} })).toBeNull();
});

test("an unknown code has no sentence", () => {
  expect(sentenceOf(catalogue, { code: "new_code", parameters: {} })).toBeNull();
});

test("kinds of constraints are told as people read them", () => {
  const kindName = (kind: string) => (kind === "SameStart" ? "Same start" : kind);
  const fault = { kind: "SameStart", other: "Physics I", first: "SameStart", limit: 3 };
  expect(withWords(fault, kindName)).toEqual({ ...fault, kind: "Same start" });
});
