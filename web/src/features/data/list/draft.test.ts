import { describe, expect, it } from "vitest";
import type { Column, Row } from "../spec";
import { emptyDraft, givenColumns, missing, toBody, valueOf } from "./draft";

const columns: Column<Row>[] = [
  { key: "name", value: () => null, edit: { kind: "text", field: "name" } },
  { key: "capacity", value: () => null, edit: { kind: "number", field: "capacity" } },
  {
    key: "type",
    value: () => null,
    edit: { kind: "choice", field: "type", options: ["lab"], optional: true },
  },
  {
    key: "department",
    value: () => null,
    edit: {
      kind: "thing",
      field: "department",
      of: "department",
      idOf: () => null,
      optional: true,
    },
  },
];
const physics = { id: "phy", name: "Physics" };

describe("a row being written", () => {
  it("belongs to the department of the staff who add it", () => {
    expect(emptyDraft(columns, physics).department).toEqual(physics);
    expect(emptyDraft(columns, null).department).toBeNull();
  });

  it("is given what can be edited, and what can be given only once", () => {
    const course = { kind: "text", field: "course" } as const;
    const all: Column<Row>[] = [
      ...columns,
      { key: "course", value: () => null, add: course },
      { key: "size", value: () => null },
    ];
    const given = givenColumns(all);
    expect(given.map(({ key }) => key)).toEqual([...columns.map(({ key }) => key), "course"]);
    expect(given.at(-1)!.edit).toBe(course);
  });

  it("lacks what is needed until it is given, blanks not counting", () => {
    expect(missing(columns, emptyDraft(columns, null))).toEqual(["name", "capacity"]);
    expect(missing(columns, { name: "  ", capacity: "40" })).toEqual(["name"]);
  });

  it("goes to the API with numbers as numbers, ids for things, and nothing empty", () => {
    const draft = { name: " B1 ", capacity: "40", type: "", department: physics };
    expect(toBody(columns, draft)).toEqual({ name: "B1", capacity: 40, department: "phy" });
  });

  it("leaves it to the server to refuse a number that is none", () => {
    expect(toBody(columns, { capacity: "many" })).toEqual({ capacity: "many" });
  });

  it("is written value by value as each kind has it, and none as none", () => {
    const of = (edit: Column<Row>["edit"]): Column<Row> => ({ ...columns[1]!, edit });
    expect(valueOf(columns[1]!, " 40 ")).toBe(40);
    expect(valueOf(columns[1]!, "")).toBeNull();
    expect(valueOf(columns[1]!, "many")).toBe("many"); // for the server to refuse beside its field
    expect(valueOf(of({ kind: "yesNo", field: "f" }), "true")).toBe(true);
    expect(valueOf(columns[2]!, "")).toBe("");
    expect(valueOf(columns[3]!, physics)).toBe("phy");
    expect(valueOf(columns[3]!, null)).toBeNull();
  });
});
