import { describe, expect, it } from "vitest";
import { momentIn, momentInTerm } from "@/lib/week/now";

describe("momentIn", () => {
  it("reads date and minute on the institution's clock", () => {
    const instant = new Date("2026-11-22T20:15:00Z");
    expect(momentIn("Asia/Kolkata", instant)).toEqual({ date: "2026-11-23", minute: 105 });
    expect(momentIn("UTC", instant)).toEqual({ date: "2026-11-22", minute: 1215 });
  });

  it("counts midnight as minute 0", () => {
    expect(momentIn("UTC", new Date("2026-11-22T00:00:00Z")).minute).toBe(0);
  });
});

describe("momentInTerm", () => {
  const term = { first_day: "2026-11-16", weeks: 2 };

  it("finds week and day, and whether the term is on", () => {
    expect(momentInTerm({ date: "2026-11-24", minute: 60 }, term)).toEqual({
      week: 1,
      day: 1,
      minute: 60,
      inTerm: true,
    });
    expect(momentInTerm({ date: "2026-11-15", minute: 60 }, term)?.inTerm).toBe(false);
    expect(momentInTerm({ date: "2026-11-30", minute: 60 }, term)?.inTerm).toBe(false);
  });

  it("says nothing of a term without dates", () => {
    expect(momentInTerm({ date: "2026-11-24", minute: 60 }, { weeks: 2 })).toBeNull();
  });
});
