import { expect, it } from "vitest";
import type { Finding } from "@/api/spreadsheets";
import { acceptable, isTooMany, MOST_ACCEPTED } from "./acceptable";

function row(...keys: (string | undefined)[]): Finding {
  const errors = keys.map((key) => {
    const parameters: Record<string, string> = key ? { key } : {};
    return {
      code: key ? "room_clash" : "unknown_reference",
      detail: "",
      column: "",
      parameters,
    };
  });
  return { row: 2, key: "", changes: [], errors };
}

it("accepts what rows break, each requirement once", () => {
  const rows = [row("room_clash:a:b"), row("room_clash:a:b", "room_closed:b")];
  expect(acceptable(rows)).toEqual({ rows: 2, keys: ["room_clash:a:b", "room_closed:b"] });
});

it("leaves out rows that something else is wrong with, too", () => {
  const rows = [row(undefined), row("room_closed:b", undefined), row("off_its_pin:c")];
  expect(acceptable(rows)).toEqual({ rows: 1, keys: ["off_its_pin:c"] });
});

it("finds nothing to accept where nothing is wrong", () => {
  expect(acceptable([])).toEqual({ rows: 0, keys: [] });
});

it("is too much where more requirements are broken than the server takes", () => {
  const rows = Array.from({ length: MOST_ACCEPTED }, (_, index) => row(`room_closed:${index}`));
  expect(isTooMany([...rows, row("room_closed:0"), row(undefined)])).toBe(false);
  expect(isTooMany([...rows, row("room_closed:b")])).toBe(true);
});
