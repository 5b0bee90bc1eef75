import { expect, test } from "vitest";
import { nextPath, withNext } from "./next-path";

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

test("a way in remembers where to go on to, and nothing where that is the start", () => {
  expect(withNext("/login", "/invitation/a?b=c")).toBe("/login?next=%2Finvitation%2Fa%3Fb%3Dc");
  expect(withNext("/login", "/")).toBe("/login");
});
