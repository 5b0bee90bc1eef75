import { encode } from "uqr";

/** Blank modules around the pattern, which cameras need. */
const BORDER = 2;

/** The outline of a QR code's dark modules, each one unit wide, and the whole's width. */
export function qrPath(text: string): { path: string; size: number } {
  const { data, size } = encode(text, { ecc: "M", border: BORDER });
  const path = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return { path: path.join(""), size };
}

/** A text for a camera: black on white in both themes, since many cameras need it so. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { path, size } = qrPath(text);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="bg-white mx-auto size-44 rounded-md border border-line"
    >
      <path d={path} fill="black" />
    </svg>
  );
}
