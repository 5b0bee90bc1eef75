import { expect, test } from "vitest";
import { isSignedOut } from "./client";
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

test("a login that waits for the second factor, or for the password again, says so", () => {
  const flows = [{ id: "login" }, { id: "mfa_authenticate", is_pending: true }];
  const waiting = toApiError(401, { data: { flows }, meta: { is_authenticated: false } });
  expect(waiting.code).toBe("second_factor_needed");
  expect(isSignedOut(waiting)).toBe(false);
  const again = {
    data: { flows: [{ id: "reauthenticate" }] },
    meta: { is_authenticated: true },
  };
  expect(toApiError(401, again).code).toBe("password_needed");
  expect(isSignedOut(toApiError(401, again))).toBe(false);
  const out = toApiError(401, { data: { flows: [{ id: "login" }] }, meta: {} });
  expect(out.code).toBe("not_authenticated");
  expect(isSignedOut(out)).toBe(true);
});
