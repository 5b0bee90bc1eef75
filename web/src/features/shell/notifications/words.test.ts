import { createTranslator } from "next-intl";
import { describe, expect, it, test } from "vitest";
import type { Notification } from "@/api/types";
import messages from "@/messages/en";
import { partsOf, pathOf } from "./words";

const notice = (values: Partial<Notification>): Notification => ({
  id: "n",
  kind: "published",
  created_at: "",
  read_at: null,
  timetable: "t1",
  term: "a",
  parameters: { timetable: "Variant 1", term: "Autumn" },
  ...values,
});

test("a notification leads to what it is about, in the pages of whoever is told", () => {
  expect(pathOf(notice({}), true)).toBe("/terms/a/timetables/t1");
  expect(pathOf(notice({}), false)).toBe("/my-week");
  expect(pathOf(notice({ kind: "approval_asked" }), true)).toBe("/terms/a/timetables/t1");
  const ended = notice({ kind: "job_ended", timetable: null, parameters: { job: "j1" } });
  expect(pathOf(ended, true)).toBe("/terms/a/jobs/j1");
});

const KINDS = [
  ...[
    "submitted",
    "approval_asked",
    "approvals_given",
    "rejected",
    "approved",
    "published",
    "changed_by_date",
  ],
  "job_ended",
] as Notification["kind"][];

describe("every kind has a sentence, whatever its parameters say", () => {
  it.each(KINDS)("%s", (kind) => {
    const failures: unknown[] = [];
    const t = createTranslator({
      locale: "en",
      messages,
      namespace: "shell.notifications.kinds",
      onError: (error) => failures.push(error),
    });
    for (const change of ["cancelled", "moved", "substituted", "undone"]) {
      const { key, values } = partsOf(
        notice({
          kind,
          parameters: {
            ...{ term: "Autumn", timetable: "Variant 1", state: "succeeded", timetables: 2 },
            ...{ change, cls: "PHY-1", date: "2026-11-26", new_date: "2026-11-27" },
            ...{ start_minute: 615, room: "Hall 1" },
          },
        }),
        (date) => date,
      );
      expect(t(key, values)).toMatch(/^[A-Z].*\.$/);
      if (kind === "changed_by_date" && change === "moved")
        expect(t(key, values)).toBe(
          "PHY-1 on 2026-11-26 is moved to 2026-11-27 at 10:15 in Hall 1.",
        );
    }
    expect(failures).toEqual([]);
  });
});
