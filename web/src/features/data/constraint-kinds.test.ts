import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import messages from "@/messages/en";
import { CONSTRAINT_KINDS, sentenceValues } from "./constraint-kinds";

const ALL = { slots: 90, length: 120, days: 3, breaks: 1, classes: 4 };

describe("constraint sentences", () => {
  it.each(CONSTRAINT_KINDS)("%s has a sentence that uses each of its parameters", (kind) => {
    const failures: unknown[] = [];
    const t = createTranslator({
      locale: "en",
      messages,
      namespace: "data.sentences",
      onError: (error) => failures.push(error),
    });
    const values = sentenceValues(kind, ALL, (minutes) => `<${minutes} min>`);
    const sentence = t(kind, values as never);
    expect(failures).toEqual([]);
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence).not.toMatch(/slots|undefined|\{/);
  });

  it("writes minutes as durations and counts as numbers", () => {
    const values = sentenceValues("MaxBreaks", { breaks: 2, slots: 60 }, (m) => `${m / 60} h`);
    expect(values).toEqual({ breaks: 2, slots: "1 h" });
  });
});
