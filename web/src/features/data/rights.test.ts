import { describe, expect, it } from "vitest";
import type { Me } from "@/api/types";
import { mayAdd, mayEdit, mayRemove } from "./rights";

function member(role: string, department: string | null = null): Me["membership"] {
  return {
    role,
    department: department && { id: department, name: department },
  } as Me["membership"];
}

describe("mayEdit", () => {
  it("lets the registrar edit everything", () => {
    expect(mayEdit(member("registrar"), "departments", null)).toBe(true);
  });

  it("keeps a department's staff to their own rows", () => {
    expect(mayEdit(member("coordinator", "phy"), "rooms", "phy")).toBe(true);
    expect(mayEdit(member("coordinator", "phy"), "rooms", "mat")).toBe(false);
    expect(mayEdit(member("coordinator", "phy"), "rooms", null)).toBe(false);
  });

  it("lets a head edit cohorts, and a coordinator not", () => {
    expect(mayEdit(member("department_head", "phy"), "cohorts", "phy")).toBe(true);
    expect(mayEdit(member("coordinator", "phy"), "cohorts", "phy")).toBe(false);
  });

  it("lets nobody else edit, nor a visitor without membership", () => {
    expect(mayEdit(member("student"), "rooms", null)).toBe(false);
    expect(mayEdit(null, "rooms", null)).toBe(false);
  });
});

describe("mayAdd and mayRemove", () => {
  it("let a coordinator add rooms, and not delete them", () => {
    expect(mayAdd(member("coordinator", "phy"), "rooms")).toBe(true);
    expect(mayAdd(member("coordinator", "phy"), "buildings")).toBe(false);
    expect(mayRemove(member("coordinator", "phy"), "rooms", "phy")).toBe(false);
  });

  it("let a head delete the department's rooms, but no course", () => {
    expect(mayRemove(member("department_head", "phy"), "rooms", "phy")).toBe(true);
    expect(mayRemove(member("department_head", "phy"), "rooms", "mat")).toBe(false);
    expect(mayRemove(member("department_head", "phy"), "courses", "phy")).toBe(false);
  });
});
