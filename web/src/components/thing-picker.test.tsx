import { expect, test } from "vitest";
import { textOf } from "./rendered";
import { ThingPicker } from "./thing-picker";

const shown = (more: Partial<Parameters<typeof ThingPicker>[0]>) =>
  textOf(<ThingPicker kind="room" term="" value={null} onChange={() => {}} {...more} />);

test("where none is picked on purpose the picker says so", () => {
  expect(shown({ none: "No room" })).toBe("No room");
});

test("where nothing is picked yet it asks, though one may pick none", () => {
  expect(shown({ value: undefined, none: "No room" })).toBe("Choose a room");
  expect(shown({ value: undefined, none: "No room", placeholder: "Add a room" })).toBe(
    "Add a room",
  );
});

test("where one must be picked it asks, and what is picked it names", () => {
  expect(shown({})).toBe("Choose a room");
  expect(shown({ value: { id: "r", name: "Room 1" }, none: "No room" })).toBe("Room 1");
});
