import { expect, test } from "vitest";
import type { Column } from "../spec";
import { restoring } from "./write";

interface Room {
  id: string;
  version: number;
  seats: number | null;
}

const seats: Column<Room> = {
  key: "seats",
  value: (row) => row.seats,
  edit: { kind: "number", field: "capacity", optional: true },
};

test("what was the same before is written back together, onto what was written", () => {
  const rows = [
    { id: "a", version: 3, seats: 20 },
    { id: "b", version: 1, seats: null },
    { id: "c", version: 7, seats: 20 },
  ];
  expect(restoring(seats, rows)).toEqual([
    {
      values: { capacity: 20 },
      rows: [
        { id: "a", version: 4 },
        { id: "c", version: 8 },
      ],
    },
    { values: { capacity: null }, rows: [{ id: "b", version: 2 }] },
  ]);
});

test("what is stored is written back, also where it is not shown", () => {
  const cost = {
    ...seats,
    value: () => null,
    edit: { kind: "number", field: "seats" } as const,
  };
  const [write] = restoring(cost, [{ id: "a", version: 1, seats: 5 }]);
  expect(write?.values).toEqual({ seats: 5 });
});
