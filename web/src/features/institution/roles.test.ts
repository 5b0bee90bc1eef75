import { expect, it } from "vitest";
import { GRANTABLE, isOfDepartment } from "./roles";

it("an institution gives no role of the platform, and two are of a department", () => {
  expect(GRANTABLE).not.toContain("platform_admin");
  expect(GRANTABLE).not.toContain("support");
  expect(GRANTABLE.filter(isOfDepartment)).toEqual(["department_head", "coordinator"]);
});
