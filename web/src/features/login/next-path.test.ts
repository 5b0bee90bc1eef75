import { expect, test } from "vitest";
import { nextPath } from "./next-path";

test("after login one goes on to the page one came for", () => {
  expect(nextPath("/terms/1/generate?job=2")).toBe("/terms/1/generate?job=2");
});

test.each([
  undefined,
  "",
  "https://elsewhere.example/",
  "//elsewhere.example",
  "/\\elsewhere.example",
  ["/a", "/b"],
])("a way on that leads off this site is ignored: %s", (value) =>
  expect(nextPath(value)).toBe("/"),
);
