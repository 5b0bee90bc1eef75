import { expect, it } from "vitest";
import { qrPath } from "./qr-code";

it("a QR code has its three corner marks and a blank border", () => {
  const { path, size } = qrPath("otpauth://totp/Horarium:somebody?secret=ABC");
  const dark = new Set(
    [...path.matchAll(/M(\d+) (\d+)h/g)].map(([, x, y]) => `${Number(x)} ${Number(y)}`),
  );
  const far = size - 2 - 7;
  for (const [x, y] of [
    [2, 2],
    [far, 2],
    [2, far],
  ] as const) {
    for (let step = 0; step < 7; step += 1) {
      expect(dark.has(`${x + step} ${y}`)).toBe(true);
      expect(dark.has(`${x} ${y + step}`)).toBe(true);
    }
    expect(dark.has(`${x + 1} ${y + 1}`)).toBe(false);
  }
  expect([...dark].every((place) => !/^[01] | [01]$/.test(place))).toBe(true);
});
