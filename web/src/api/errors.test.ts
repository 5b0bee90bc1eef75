import { expect, test } from "vitest";
import { keysOf, toApiError } from "./errors";

test("a problem keeps its code, its parameters and the fields at fault", () => {
  const error = toApiError(400, {
    type: "validation_error",
    code: "invalid",
    detail: "Some values are not valid.",
    parameters: {},
    errors: [
      { code: "max_value", field: "variants", detail: "Too large.", parameters: { max: 10 } },
    ],
  });
  expect(error).toMatchObject({
    status: 400,
    code: "invalid",
    detail: "Some values are not valid.",
  });
  expect(error.faults).toEqual([
    { code: "max_value", field: "variants", detail: "Too large.", parameters: { max: 10 } },
  ]);
});

test("the errors of the login, which name no code above them, are read likewise", () => {
  const error = toApiError(400, {
    status: 400,
    errors: [{ message: "Not correct.", code: "email_password_mismatch", param: "password" }],
  });
  expect(error).toMatchObject({ code: "email_password_mismatch", detail: "Not correct." });
  expect(error.faults[0]).toMatchObject({ field: "password" });
});

test.each([
  [401, "not_authenticated"],
  [404, "not_found"],
  [413, "too_large"],
  [429, "throttled"],
  [500, "server_error"],
  [418, "invalid"],
])("an answer of %s without a body that can be read is %s", (status, code) => {
  expect(toApiError(status, "<html>").code).toBe(code);
});

test("a refusal can be accepted where each of its faults has a key", () => {
  const fault = (parameters: object) => ({ code: "room_clash", detail: "", parameters });
  const both = toApiError(409, {
    code: "x",
    errors: [fault({ key: "a" }), fault({ key: "b" })],
  });
  expect(keysOf(both)).toEqual(["a", "b"]);
  expect(keysOf(toApiError(409, { errors: [fault({ key: "a" }), fault({})] }))).toEqual([]);
  expect(keysOf(new Error())).toEqual([]);
});
