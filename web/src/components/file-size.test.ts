import { expect, it } from "vitest";
import { fileSize } from "./file-size";

it("writes sizes in the unit that keeps them short", () => {
  expect(fileSize(812)).toBe("812 B");
  expect(fileSize(3_400_000)).toBe("3.4 MB");
  expect(fileSize(210_000_000)).toBe("210 MB");
});
